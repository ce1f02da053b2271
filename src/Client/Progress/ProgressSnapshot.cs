using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Progress;

/// <summary>Where a sweep stands at one moment.</summary>
internal sealed record ProgressSnapshot
{
    /// <summary>Trials of the sweep.</summary>
    public required int Total { get; init; }

    /// <summary>Trials completed, those of earlier executions included.</summary>
    public required int Completed { get; init; }

    /// <summary>Trials failed by their own doing.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials in a slot.</summary>
    public required int Running { get; init; }

    /// <summary>Share of the sweep's work that is done, in [0, 1].</summary>
    public required double Share { get; init; }

    /// <summary>Time since this execution began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left at the pace so far; null while unknown.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The best trial so far.</summary>
    public TrialRecord? Best { get; init; }

    /// <summary>The slots.</summary>
    public required IReadOnlyList<SlotProgress> Slots { get; init; }

    /// <summary>Trials ended.</summary>
    public int Ended => Completed + Failed;
}
