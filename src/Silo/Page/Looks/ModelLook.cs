using System.Diagnostics.CodeAnalysis;
using DropoutSweep.Silo.Api.Errors;

namespace DropoutSweep.Silo.Page.Looks;

/// <summary>A look inside one model: under way, or what it found. Given up when no page has asked for it for a while.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source whose wait handle is never asked for; its timer ends by itself and is set again by whoever still asks.")]
internal sealed class ModelLook
{
    /// <summary>How long nobody may ask before it is given up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private long _endedAt;

    private ModelLook(TimeProvider time)
    {
        _time = time;
        _stop = new CancellationTokenSource(s_patience, time);
    }

    /// <summary>How long a failure counts before it is tried again.</summary>
    public static TimeSpan FailureStays { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Ends, always well, when there is something to show: figures, or why there are none.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>The figures, as HTML; null while it is under way and when there are none.</summary>
    public IReadOnlyList<string>? Figures { get; private set; }

    /// <summary>Why there are no figures, a sentence; null while it is under way and when there are some.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether it still serves whoever asks: not when it was given up, nor long after it failed.</summary>
    public bool Counts => !Done.IsCompleted || Figures is not null || (Problem is not null && _time.GetElapsedTime(_endedAt) < FailureStays);

    /// <summary>Starts looking.</summary>
    /// <param name="draw">Computes and draws the figures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told of an error that is no answer.</param>
    /// <param name="stopping">Ends it with the silo.</param>
    public static ModelLook Start(Func<CancellationToken, Task<IReadOnlyList<string>>> draw, TimeProvider time, Action<Exception> failed, CancellationToken stopping)
    {
        var look = new ModelLook(time);
        look.Done = Task.Run(() => look.RunAsync(draw, failed, stopping), CancellationToken.None);
        return look;
    }

    /// <summary>Says that a page still waits for it.</summary>
    public void Ask() => _stop.CancelAfter(s_patience);

    private async Task RunAsync(Func<CancellationToken, Task<IReadOnlyList<string>>> draw, Action<Exception> failed, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, stopping);
        try
        {
            Figures = await draw(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody asks any more; whoever does later starts another one.
        }
        catch (ApiException error)
        {
            Problem = error.Problem.Detail;
        }
#pragma warning disable CA1031 // Nobody awaits the figures: logged here, and said on the page.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failed(error);
            Problem = "the silo could not look into the model; its log says why";
        }

        _endedAt = _time.GetTimestamp();
    }
}
