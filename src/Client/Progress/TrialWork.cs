using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Client.Progress;

/// <summary>
/// How much work trials are, relative to one another: multiply-adds of a sample × epochs. Layers of a few units
/// cost more than that says, so a constant stands for what every sample costs anyway.
/// </summary>
internal sealed class TrialWork
{
    private const int MostConfigurations = 20_000;
    private const double ConstantMultiplyAdds = 40_000;
    private readonly double[] _work;
    private readonly SweepSpec _spec;
    private readonly int _inputs;
    private readonly int _outputs;

    public TrialWork(SweepSpec spec, int inputs, int outputs)
    {
        _spec = spec;
        _inputs = inputs;
        _outputs = outputs;
        var known = Math.Min(spec.ConfigurationCount, MostConfigurations);
        _work = new double[known];
        for (var i = 0; i < known; i++)
        {
            // Beyond the limit the known ones are spread evenly, to stand for their neighbours.
            _work[i] = Of(spec.Configuration((int)((long)i * spec.ConfigurationCount / known)).Training);
        }

        Total = _work.Average() * spec.TrialCount;
    }

    /// <summary>Work of the whole sweep.</summary>
    public double Total { get; }

    /// <summary>Work of a trial of one configuration.</summary>
    public double Of(int configuration) =>
        _work[(int)((long)configuration * _work.Length / _spec.ConfigurationCount)];

    private double Of(TrainingConfiguration configuration) =>
        (ConstantMultiplyAdds + ModelArithmetic.Of(configuration.Model, _inputs, _outputs).TrainingMultiplyAdds) * configuration.Training.Epochs;
}
