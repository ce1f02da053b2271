using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>What trains a trial; the seam behind <see cref="TrialRunner"/>. Used from many slots at once.</summary>
public interface ITrialTrainer
{
    /// <summary>Gets ready for runs of any kind, beside whatever is under way; does nothing unless said. May throw: runs do without it.</summary>
    void WarmUp()
    {
    }

    /// <summary>
    /// Makes room for a run before it begins; may wait, on the calling thread, until other runs have ended. Makes none
    /// unless said.
    /// </summary>
    /// <returns>What gives the room back once the run and its model are done with; null when none was needed.</returns>
    /// <exception cref="InsufficientMemoryException">There will never be room for it here; the message says how much it takes.</exception>
    IDisposable? MakeRoom(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken) => null;

    /// <summary>A run at its beginning.</summary>
    /// <exception cref="ArgumentException">The data cannot be trained on with this configuration.</exception>
    ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed);

    /// <summary>A run that goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, of another version, or of another configuration, seed or data.</exception>
    ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint);
}
