using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Networks;

/// <summary>A layer's inputs for a batch: dense, or as lists of what is not zero.</summary>
/// <param name="Dense">[rows × inputs]; unused when the input is sparse.</param>
/// <param name="Sparse">The sparse input; null when it is dense.</param>
internal readonly record struct LayerInput(PanelView Dense, SparseBatch? Sparse);
