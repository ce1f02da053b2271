namespace DropoutSweep.Bench.Rows;

/// <summary>
/// Operations of the dense arithmetic, a multiplication and an addition being two: forward, weight gradients, and
/// input gradients except the first layer's; counted also where products are skipped because a factor is zero.
/// Activations, dropout, the loss and the optimizer are not counted.
/// </summary>
internal static class OperationCount
{
    /// <summary>Operations of one unit of a row's work.</summary>
    /// <param name="row">The row.</param>
    /// <param name="trained">Samples that an epoch trains on.</param>
    /// <param name="evaluatedPerEpoch">Samples evaluated after each epoch.</param>
    /// <param name="evaluatedAtEnd">Samples evaluated at a trial's end.</param>
    public static double Of(BenchRow row, int trained, int evaluatedPerEpoch, int evaluatedAtEnd)
    {
        var (forward, training) = PerSample(row);
        return row.Work switch
        {
            RowWork.Steps => OfStep(row),
            RowWork.Evaluation => forward * BenchRow.EvaluatedImages,
            _ => (training * trained * BenchRow.TrialEpochs) + (forward * (((double)evaluatedPerEpoch * BenchRow.TrialEpochs) + evaluatedAtEnd)),
        };
    }

    /// <summary>Operations of one training step.</summary>
    public static double OfStep(BenchRow row) => PerSample(row).Training * row.Batch;

    /// <summary>The layers' shapes, the output layer's last.</summary>
    public static IEnumerable<(int Inputs, int Units)> Layers(BenchRow row)
    {
        int[] widths = [BenchRow.Inputs, .. row.Hidden, BenchRow.Outputs];
        return widths.Zip(widths.Skip(1));
    }

    private static (double Forward, double Training) PerSample(BenchRow row)
    {
        double forward = 0;
        double backward = 0;
        var first = true;
        foreach (var (inputs, units) in Layers(row))
        {
            var product = 2.0 * inputs * units;
            forward += product;
            backward += first ? product : 2 * product;
            first = false;
        }

        return (forward, forward + backward);
    }
}
