namespace DropoutSweep.Sweeps.Trials;

/// <summary>One configuration with one seed.</summary>
/// <param name="Number">
/// Its number in the sweep, from 0: replicate × configurations + configuration, so that a sweep first sees
/// every configuration once.
/// </param>
/// <param name="Configuration">The configuration's number.</param>
/// <param name="Replicate">The replicate, from 0.</param>
/// <param name="Seed">The seed: the sweep's seed + replicate, the same for every configuration, so that twins are paired.</param>
public sealed record Trial(int Number, int Configuration, int Replicate, ulong Seed);
