using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Bench.Rows;

/// <summary>Turns a row into what a trainer is given.</summary>
internal static class Configurations
{
    /// <summary>The configuration of a row.</summary>
    public static TrainingConfiguration Of(BenchRow row) => new()
    {
        Model = new ModelOptions
        {
            Hidden = [.. row.Hidden.Zip(row.Dropout, (units, rate) => new LayerOptions { Units = units, Dropout = rate, MaxNorm = row.MaxNorm })],
        },
        Training = new TrainingOptions
        {
            BatchSize = row.Batch,
            Epochs = BenchRow.TrialEpochs,
            Optimizer = row.MaxNorm is null ? new AdamOptions() : new SgdOptions { Momentum = 0.95 },
        },
    };
}
