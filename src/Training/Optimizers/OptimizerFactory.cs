using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Optimizers;

/// <summary>Where optimizers are registered.</summary>
internal static class OptimizerFactory
{
    public static IOptimizer Create(OptimizerOptions options) => options switch
    {
        AdamOptions adam => new AdamOptimizer(adam),
        SgdOptions sgd => new SgdOptimizer(sgd),
        RmsPropOptions rmsProp => new RmsPropOptimizer(rmsProp),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.GetType().Name, "No such optimizer."),
    };
}
