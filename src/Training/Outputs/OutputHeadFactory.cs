using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Outputs;

/// <summary>Where output heads are registered.</summary>
internal static class OutputHeadFactory
{
    public static IOutputHead Create(OutputKind kind, int outputs, IKernels kernels) => kind switch
    {
        OutputKind.Softmax => new SoftmaxHead(kernels, outputs, sigmoid: false),
        OutputKind.Sigmoid => new SoftmaxHead(kernels, outputs, sigmoid: true),
        OutputKind.Linear => new SquaredErrorHead(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such output."),
    };
}
