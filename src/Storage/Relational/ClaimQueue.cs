using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>A locked sweep with those of its pending trials that a claim can hand out.</summary>
internal sealed class ClaimQueue(SweepSession session, Waiting waiting, IEnumerable<ReadyTrial> ready)
{
    private readonly Queue<ReadyTrial> _ready = new(ready);

    public SweepSession Session { get; } = session;

    /// <summary>The sweep as choosing sees it now: only what this claim can hand out counts as pending.</summary>
    public Waiting Waiting => waiting with
    {
        Running = Session.Sweep.Trials.Running,
        Pending = Session.Sweep.State is SweepState.Queued or SweepState.Running ? _ready.Count : 0,
        HasClean = _ready.Any(static trial => !trial.Suspect),
    };

    /// <summary>The next trial. A suspect one comes only when nothing runs beside it; otherwise it is passed over.</summary>
    public ReadyTrial? Next(bool alone)
    {
        while (_ready.TryDequeue(out var trial))
        {
            if (alone || !trial.Suspect)
            {
                return trial;
            }
        }

        return null;
    }
}
