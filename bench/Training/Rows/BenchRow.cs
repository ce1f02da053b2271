namespace DropoutSweep.Bench.Rows;

/// <summary>A row of the table: what is run, and what it must reach.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Work">What a run is made of.</param>
/// <param name="Hidden">Widths of the hidden layers; 784 inputs and 10 outputs are understood.</param>
/// <param name="Dropout">Dropout rate of each hidden layer.</param>
/// <param name="Batch">Samples of a batch.</param>
internal sealed record BenchRow(int Number, RowWork Work, IReadOnlyList<int> Hidden, IReadOnlyList<double> Dropout, int Batch)
{
    /// <summary>Inputs of MNIST.</summary>
    public const int Inputs = 784;

    /// <summary>Classes of MNIST.</summary>
    public const int Outputs = 10;

    /// <summary>Epochs of a whole trial.</summary>
    public const int TrialEpochs = 10;

    /// <summary>Images of an evaluation.</summary>
    public const int EvaluatedImages = 10_000;

    /// <summary>Greatest norm of a hidden unit's incoming weights; then the optimizer is SGD with momentum, otherwise Adam.</summary>
    public double? MaxNorm { get; init; }

    /// <summary>What the row must reach.</summary>
    public required RowTarget Target { get; init; }

    /// <summary>The network and what trains it, for people.</summary>
    public string Name
    {
        get
        {
            var rates = Dropout.Distinct().Count() == 1 ? $"{Dropout[0]}" : string.Join('/', Dropout);
            var network = $"{string.Join('-', Hidden)}, dropout {rates}";
            return Work switch
            {
                RowWork.Trial => $"whole trial, {TrialEpochs} epochs: {network}",
                RowWork.Evaluation => $"evaluation of {EvaluatedImages:N0} images: {string.Join('-', Hidden)}",
                _ => MaxNorm is null ? network : $"{network}, max-norm, SGD momentum",
            };
        }
    }

    /// <summary>The name as short as a figure needs it.</summary>
    public string ShortName => Work switch
    {
        RowWork.Trial => $"{string.Join('-', Hidden)}, whole trial",
        RowWork.Evaluation => $"{string.Join('-', Hidden)}, evaluation",
        _ => $"{string.Join('-', Hidden)}, batch {Batch}",
    };

    /// <summary>Whether the units are training steps.</summary>
    public bool IsStep => Work == RowWork.Steps;
}
