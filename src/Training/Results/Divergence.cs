namespace DropoutSweep.Training.Results;

/// <summary>Where a run diverged.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The optimizer step since training began, from 1, whose loss was not finite.</param>
public sealed record Divergence(int Epoch, long Step);
