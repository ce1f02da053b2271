using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Cluster;

/// <summary>Tells a user who waits that the cluster is silent: once for all calls that wait for it, and again when it answers.</summary>
/// <param name="time">The clock.</param>
internal sealed class SilenceNotice(TimeProvider time)
{
    /// <summary>How long a call may wait without a word.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(4);

    private readonly Outage _outage = new(time);

    /// <summary>Where it is told; nowhere unless set.</summary>
    public Action<string>? Tell { get; set; }

    /// <summary>A call begins to wait.</summary>
    /// <param name="silent">What it waits for, in words.</param>
    /// <returns>To be disposed of when the call has ended.</returns>
    public IAsyncDisposable Begin(Func<string> silent) => time.CreateTimer(_ => Fail(silent), state: null, After, Timeout.InfiniteTimeSpan);

    /// <summary>A silo has answered.</summary>
    public void Answered(Uri address)
    {
        if (_outage.Answered() is not null)
        {
            Tell?.Invoke($"{ProblemText.Show(address)} answers.");
        }
    }

    private void Fail(Func<string> silent)
    {
        if (_outage.Failed() is null)
        {
            return;
        }

        try
        {
            Tell?.Invoke(silent());
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // On the clock's thread: nobody could be told, which ends nothing.
        }
    }
}
