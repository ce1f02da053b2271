using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Probe;

/// <summary>A run that tests repeat under other circumstances and expect the same bits of.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Configuration">What is trained.</param>
/// <param name="Data">On what.</param>
/// <param name="Seed">The trial's seed.</param>
public sealed record Scenario(string Name, TrainingConfiguration Configuration, TrainingData Data, ulong Seed)
{
    /// <summary>A trainer at the beginning.</summary>
    public Trainer Start() => new(Configuration, Data, Seed);

    /// <summary>A trainer that goes on from a checkpoint.</summary>
    public Trainer Resume(Stream checkpoint) => Trainer.Resume(Configuration, Data, Seed, checkpoint);
}
