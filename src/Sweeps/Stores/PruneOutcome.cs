namespace DropoutSweep.Sweeps.Stores;

/// <summary>What was freed.</summary>
/// <param name="Sweeps">Sweeps deleted.</param>
/// <param name="Models">Models deleted.</param>
/// <param name="Checkpoints">Checkpoints deleted.</param>
/// <param name="Events">Events deleted.</param>
/// <param name="Bytes">Bytes of models and checkpoints.</param>
public sealed record PruneOutcome(int Sweeps, int Models, int Checkpoints, long Events, long Bytes);
