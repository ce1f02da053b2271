namespace DropoutSweep.Training.Configuration;

/// <summary>The ranges that every configuration must keep, in one place for all who check or document them.</summary>
public static class TrainingLimits
{
    /// <summary>Most hidden layers of a network.</summary>
    public const int MaxHiddenLayers = 64;

    /// <summary>Most units of a layer.</summary>
    public const int MaxUnits = 65_536;

    /// <summary>Most samples of a batch.</summary>
    public const int MaxBatchSize = 65_536;

    /// <summary>Most elements of one matrix: of the weights between two layers, or of a batch of one layer's outputs.</summary>
    public const long MaxMatrixElements = 2_000_000_000;

    /// <summary>Most epochs of a trial.</summary>
    public const int MaxEpochs = 1_000_000;

    /// <summary>Greatest dropout rate; a rate of 1 would drop everything.</summary>
    public const double MaxDropout = 0.99;

    /// <summary>Greatest learning rate.</summary>
    public const double MaxLearningRate = 1_000;

    /// <summary>
    /// Least epsilon of an optimizer. Second moments below 2^-100 are taken as 0, and a first moment's share of that
    /// over a smaller epsilon could be a step without bounds; an epsilon that rounds to 0 makes 0 / 0 of idle weights.
    /// </summary>
    public const double MinEpsilon = 1e-12;

    /// <summary>Samples of the training set that are evaluated after each epoch (the whole set at the end).</summary>
    public const int TrainEvaluationSample = 10_000;
}
