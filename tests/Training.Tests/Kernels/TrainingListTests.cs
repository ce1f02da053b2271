using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Training steps that multiply by lists of hidden units: no bit changes, and where lists could change one they are not used.</summary>
public sealed class TrainingListTests
{
    private const int Rows = 24;
    private const int Inputs = 20;
    private const int Outputs = 5;

    [Theory]
    [InlineData(0.3, null)]
    [InlineData(0.6, null)]
    [InlineData(0.9, null)]
    [InlineData(0.6, 0.5)]
    public void Step_WithLists_GivesTheSameBits(double dropout, double? clipNorm)
    {
        var plain = Train(dropout, clipNorm, lists: false, out var never);

        var listed = Train(dropout, clipNorm, lists: true, out var used);

        Assert.Equal(plain.ToModel().Sha256(), listed.ToModel().Sha256());
        Assert.False(never.Listed[1]);
        Assert.True(used.Listed[1]);
        Assert.InRange(used.HiddenLists[1]!.Count, 1, Rows * 200 * 40 / 100);
        Assert.InRange(used.DeltaLists[1]!.Count, 1, Rows * 150 * 40 / 100);
    }

    [Theory]
    [InlineData(0, DropoutKind.Bernoulli)]
    [InlineData(0.5, DropoutKind.Gaussian)]
    public void Workspace_WithoutZerosByDropout_ListsNothing(double dropout, DropoutKind kind)
    {
        var workspace = NewWorkspace(Network(dropout, kind), lists: true);

        Assert.All(workspace.HiddenLists, Assert.Null);
        Assert.All(workspace.DeltaLists, Assert.Null);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void ForForward_WithAWeightThatIsNotFinite_IsDense(float weight)
    {
        var network = Network(0.6);
        network.Layers[1].Weights.View.At(7, 3) = weight;
        network.RefreshTransposed();
        var workspace = NewWorkspace(network, lists: true);

        network.ForwardWithDropout(workspace, Rows, seed: 4, Purpose.Dropout, step: 0);

        Assert.False(workspace.Listed[1]);
        Assert.Null(TrainingLists.ForBackward(workspace, 1, Rows, network.Layers[1].Transposed!.View, KernelSet.Best));
        Assert.Null(TrainingLists.ForWeightGradient(workspace, 1, Rows, KernelSet.Best).Sparse);
    }

    [Fact]
    public void ForWeightGradient_WithADeltaThatIsNotFinite_IsDense()
    {
        var network = Network(0.6);
        var workspace = NewWorkspace(network, lists: true);
        network.ForwardWithDropout(workspace, Rows, seed: 4, Purpose.Dropout, step: 0);
        Assert.NotNull(TrainingLists.ForWeightGradient(workspace, 1, Rows, KernelSet.Best).Sparse);

        workspace.Layers[1].Deltas!.View.At(3, 5) = float.NegativeInfinity;

        Assert.Null(TrainingLists.ForWeightGradient(workspace, 1, Rows, KernelSet.Best).Sparse);
    }

    private static DenseNetwork Train(double dropout, double? clipNorm, bool lists, out Workspace workspace)
    {
        var network = Network(dropout);
        workspace = NewWorkspace(network, lists);
        var backpropagation = new Backpropagation(network, new TrainingOptions { ClipNorm = clipNorm }, KernelSet.Best);
        for (var step = 0; step < 5; step++)
        {
            // The last batch is smaller.
            var rows = step < 4 ? Rows : Rows - 5;
            network.ForwardWithDropout(workspace, rows, seed: 4, Purpose.Dropout, step);
            for (var row = 0; row < rows; row++)
            {
                for (var output = 0; output < Outputs; output++)
                {
                    workspace.OutputDeltas.At(row, output) = workspace.Logits.At(row, output) - ((row + output + step) % 3);
                }
            }

            backpropagation.Step(workspace, rows, step + 1, epochs: 0, learningRate: 0.01);
        }

        return network;
    }

    private static Workspace NewWorkspace(DenseNetwork network, bool lists)
    {
        var workspace = new Workspace(network, Rows, masks: true, deltas: true, live: null, lists);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Inputs; column++)
            {
                workspace.Input.At(row, column) = (((row * 31) + (column * 17)) % 23) / 23f;
            }
        }

        return workspace;
    }

    private static DenseNetwork Network(double dropout, DropoutKind kind = DropoutKind.Bernoulli)
    {
        var options = new ModelOptions
        {
            DropoutKind = kind,
            Hidden = [new LayerOptions { Units = 200, Dropout = dropout }, new LayerOptions { Units = 150, Dropout = dropout }],
        };
        var network = new DenseNetwork(options, Inputs, Outputs, KernelSet.Best);
        network.Initialize(3);
        return network;
    }
}
