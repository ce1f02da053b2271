namespace DropoutSweep.Client.Runs;

/// <summary>
/// Says when files made from all results so far are due again: at most every 2 s, and so seldom that writing
/// them costs at most a twentieth of the time however many results there are.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private const int Share = 20;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private long _ended = time.GetTimestamp();
    private TimeSpan _interval = Least;

    public bool IsDue => time.GetElapsedTime(_ended) >= _interval;

    public async Task RunAsync(Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work().ConfigureAwait(false);
        _ended = time.GetTimestamp();
        var wanted = time.GetElapsedTime(began, _ended) * Share;
        _interval = wanted > Least ? wanted : Least;
    }
}
