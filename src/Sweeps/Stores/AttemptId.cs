namespace DropoutSweep.Sweeps.Stores;

/// <summary>One attempt at one trial; what every write of an attempt is fenced by.</summary>
/// <param name="Sweep">The sweep's id.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public readonly record struct AttemptId(string Sweep, int Trial, int Attempt);
