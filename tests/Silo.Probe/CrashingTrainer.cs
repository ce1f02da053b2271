using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Probe;

/// <summary>Ends the process, as a defect in native code would, at one seed of networks of one size without dropout; trains the others.</summary>
public sealed class CrashingTrainer(ulong crashing, int units) : ITrialTrainer
{
    private readonly TrialTrainer _trainer = new();

    /// <inheritdoc/>
    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed)
    {
        if (seed == crashing && configuration.Model.Hidden[0] is { Dropout: 0 } layer && layer.Units == units)
        {
            Environment.FailFast("This trial crashes, as it was asked to.");
        }

        return _trainer.Start(configuration, data, seed);
    }

    /// <inheritdoc/>
    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) =>
        _trainer.Resume(configuration, data, seed, checkpoint);
}
