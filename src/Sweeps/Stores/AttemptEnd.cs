using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>What an attempt came to.</summary>
public sealed record AttemptEnd
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>The trial's record; its state says whether it completed, was stopped early or failed. With all its epochs.</summary>
    public required TrialRecord Record { get; init; }

    /// <summary>Epochs that reports have brought already: those up to this number need not be written again.</summary>
    public int Reported { get; init; }

    /// <summary>The objective with its sign turned so that less is better; +∞ when it has none, so that it is never the best.</summary>
    public required double Cost { get; init; }

    /// <summary>How long ago training began, where that is later than the trial was handed out; null for then.</summary>
    public TimeSpan? BeganAgo { get; init; }

    /// <summary>How long ago the attempt came to its end; zero unless it waited for others to be written with.</summary>
    public TimeSpan EndedAgo { get; init; }

    /// <summary>The kept model; null when there is none.</summary>
    public ModelContent? Model { get; init; }
}
