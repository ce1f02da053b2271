namespace DropoutSweep.Bench.Rows;

/// <summary>
/// Bytes that a unit moves when no cache keeps anything from one pass over it to the next: weights are read forward,
/// their transposed copies (inner layers) backward; the update reads and writes weights and slots and writes the
/// copies; max-norm reads and writes the weights once more; each activation is written and read by the passes that
/// need it. With the operations it gives the intensity in the roofline figure; nothing else depends on it.
/// </summary>
internal static class MemoryTraffic
{
    private const int FloatBytes = 4;

    // Images of an evaluation's batch, for each of which the weights are read once.
    private const int EvaluationBatch = 240;

    /// <summary>Bytes of one unit.</summary>
    public static double Of(BenchRow row, int trained, int evaluatedPerEpoch, int evaluatedAtEnd) => row.Work switch
    {
        RowWork.Steps => Step(row),
        RowWork.Evaluation => Evaluation(row, BenchRow.EvaluatedImages),
        _ => (Step(row) * trained / row.Batch * BenchRow.TrialEpochs) + Evaluation(row, (evaluatedPerEpoch * BenchRow.TrialEpochs) + evaluatedAtEnd),
    };

    private static double Step(BenchRow row)
    {
        var slots = row.MaxNorm is null ? 2 : 1;
        double passes = 0;
        var index = 0;
        foreach (var (inputs, units) in OperationCount.Layers(row))
        {
            var weights = (double)inputs * units;
            var inner = index > 0;
            var limited = row.MaxNorm is not null && index < row.Hidden.Count;
            passes += weights * (1 + 2 + (2 * slots) + (inner ? 2 : 0) + (limited ? 2 : 0));
            index++;
        }

        // Written and read: the activation, what dropout leaves of it, the mask, the delta.
        var activations = (double)row.Batch * row.Hidden.Sum() * 8 * FloatBytes;
        return (passes * FloatBytes) + activations + Gathered(row.Batch);
    }

    private static double Evaluation(BenchRow row, int images)
    {
        var weights = OperationCount.Layers(row).Sum(layer => (double)layer.Inputs * layer.Units);
        return (weights * FloatBytes * images / EvaluationBatch) + ((double)images * row.Hidden.Sum() * 2 * FloatBytes) + Gathered(images);
    }

    // A byte is read, a float written and twice read.
    private static double Gathered(int samples) => (double)samples * BenchRow.Inputs * (1 + (3 * FloatBytes));
}
