using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Tests.Gradients;

/// <summary>Batches for tests: the one place where tests touch how a workspace is made and filled.</summary>
internal static class Batches
{
    public static Workspace Create(DenseNetwork network, int rows, bool masks, bool deltas) => new(network, rows, masks, deltas);

    public static void Gather(Workspace workspace, TrainingData data, int[] rows) =>
        BatchGatherer.Gather(KernelSet.Best, data.Dataset.Train, data.Scale, rows, workspace.Input.View);

    public static double[,] Inputs(Workspace workspace, int rows) => GradientCase.Read(workspace.Input, rows);
}
