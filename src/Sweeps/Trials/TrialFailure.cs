namespace DropoutSweep.Sweeps.Trials;

/// <summary>Why a trial failed by its own doing.</summary>
/// <param name="Kind">The class of failure.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record TrialFailure(TrialFailureKind Kind, string Message);
