using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Outputs;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Tests.Gradients;

/// <summary>One batch through the trainer's network, with everything the reference needs to follow it.</summary>
internal sealed class GradientCase
{
    private const ulong Seed = 99;
    private const long Step = 41;

    private readonly int[] _rows = [.. Enumerable.Range(3, 11)];
    private readonly TrainingData _data;

    public GradientCase(ModelOptions options)
    {
        _data = options.Output == OutputKind.Linear ? SyntheticData.Regression(20, 30, 10) : SyntheticData.Images(20, 5, 30, 10);
        Options = options;
        Network = new DenseNetwork(options, 20, _data.Dataset.Classes, KernelSet.Best);
        Network.Initialize(Seed);
        // Biases away from zero, so that a gradient that forgets them is seen.
        Network.Load([.. Network.ToModel().Layers.Select(layer => layer with { Biases = [.. layer.Biases.Select((_, i) => 0.1f * ((i % 5) - 2))] })]);
        Workspace = new Workspace(Network, _rows.Length + 2, masks: true, deltas: true, live: null);
    }

    public ModelOptions Options { get; }

    public DenseNetwork Network { get; }

    public Workspace Workspace { get; }

    public int Rows => _rows.Length;

    public double[] Targets => [.. _rows.Select(row => Options.Output == OutputKind.Linear ? _data.Dataset.Train.Targets.Span[row] : (double)_data.Dataset.Train.Labels.Span[row])];

    /// <summary>Forward with dropout, loss and output gradient; returns the sum of losses.</summary>
    public double Forward()
    {
        BatchGatherer.Gather(KernelSet.Best, _data.Dataset.Train, _data.Scale, _rows, Workspace);
        Inputs = Read(Workspace.Input, Rows);
        Network.ForwardWithDropout(Workspace, Rows, Seed, Purpose.Dropout, Step);
        var scores = new SampleScore[Rows];
        OutputHeadFactory.Create(Options.Output, Network.Outputs, KernelSet.Best).Score(Workspace, _data.Dataset.Train, _rows, scores);
        return scores.Sum(score => score.Loss);
    }

    /// <summary>The gradients of the data loss, stored.</summary>
    public Backpropagation Backpropagate()
    {
        var backpropagation = new Backpropagation(Network, new TrainingOptions(), KernelSet.Best);
        backpropagation.Gradients(Workspace, Rows);
        return backpropagation;
    }

    /// <summary>One step of plain SGD at learning rate 1, with the rules of these options.</summary>
    public void Descend(TrainingOptions options)
    {
        var backpropagation = new Backpropagation(Network, options with { Optimizer = new SgdOptions() }, KernelSet.Best);
        backpropagation.Step(Workspace, Rows, 1, 0, learningRate: 1);
    }

    /// <summary>Forward in evaluation mode; returns the outputs.</summary>
    public double[,] Infer()
    {
        var workspace = new Workspace(Network, Rows, masks: false, deltas: false, live: null);
        BatchGatherer.Gather(KernelSet.Best, _data.Dataset.Train, _data.Scale, _rows, workspace);
        Inputs = Read(workspace.Input, Rows);
        Network.Infer(workspace, Rows);
        return Read(workspace.Layers[^1].Output, Rows);
    }

    /// <summary>The batch's inputs before dropout.</summary>
    public double[,] Inputs { get; private set; } = new double[0, 0];

    /// <summary>The masks that the real generator drew: of the input, then of each hidden layer.</summary>
    public double[,]?[] Masks => [Mask(Workspace.InputMasks), .. Workspace.Layers[..^1].Select(layer => Mask(layer.Masks))];

    /// <summary>The same network in double precision.</summary>
    public ReferenceNetwork Reference() => new(
        Options,
        [.. Network.Layers.Select(layer => Read(layer.Weights, layer.Inputs))],
        [.. Network.Layers.Select(layer => layer.Biases.ToRowMajor().Select(value => (double)value).ToArray())]);

    public static double[,] Read(PanelMatrix matrix, int rows)
    {
        var result = Read(matrix.View, rows);
        GC.KeepAlive(matrix);
        return result;
    }

    private static double[,] Read(PanelView matrix, int rows)
    {
        var result = new double[rows, matrix.Columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                result[row, column] = matrix.At(row, column);
            }
        }

        return result;
    }

    private double[,]? Mask(PanelMatrix? masks) => masks is null ? null : Read(masks, Rows);
}
