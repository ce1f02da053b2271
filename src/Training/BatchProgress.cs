namespace DropoutSweep.Training;

/// <summary>Where a run stands after a batch.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Batch">Batches of this epoch trained so far.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">Mean training loss of the epoch so far, with dropout on.</param>
public readonly record struct BatchProgress(int Epoch, int Batch, int Batches, double Loss);
