using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Dropout;

/// <summary>What a layer's dropout masks are drawn for: the key and the fixed part of the counter.</summary>
/// <param name="Seed">The trial's seed.</param>
/// <param name="Purpose">Training or Monte-Carlo prediction.</param>
/// <param name="Layer">0 for the inputs, then the hidden layers from 1.</param>
/// <param name="Step">The optimizer step from 0, or the prediction's pass and batch.</param>
internal readonly record struct MaskKey(ulong Seed, Purpose Purpose, int Layer, long Step);
