namespace DropoutSweep.Sweeps.Stores;

/// <summary>A renewed lease.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Directive">What it shall do.</param>
public readonly record struct LeaseStatus(AttemptId Attempt, AttemptDirective Directive);
