using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>A line to a store in memory that can be told to fail, to refuse, and what to answer.</summary>
internal sealed class FakeLink : IAttemptLink
{
    public byte[]? Checkpoint { get; set; }

    public List<TrialRecord> Records { get; } = [];

    public List<ModelContent> Models { get; } = [];

    public List<EpochMetrics> Reports { get; } = [];

    public Exception? FailComplete { get; init; }

    /// <summary>Called when a model is to become a file.</summary>
    public Action? Packing { get; init; }

    public Exception? FailCheckpoint { get; init; }

    public bool Refuse { get; init; }

    /// <summary>Called when a result arrives.</summary>
    public Action? Completing { get; init; }

    public AttemptDirective Directive { get; set; }

    public int Saved { get; private set; }

    public Stream? OpenCheckpoint() => Checkpoint is null ? null : new MemoryStream(Checkpoint);

    public void DropCheckpoint() => Checkpoint = null;

    public void SaveCheckpoint(Action<Stream> write)
    {
        if (FailCheckpoint is not null)
        {
            throw FailCheckpoint;
        }

        var stream = new MemoryStream();
        write(stream);
        Checkpoint = stream.ToArray();
        Saved++;
    }

    public AttemptDirective Report(EpochMetrics metrics, double seconds)
    {
        Reports.Add(metrics);
        return Directive;
    }

    public ModelContent? Pack(TrainedModel model, TrialRecord record)
    {
        Packing?.Invoke();
        return new ModelContent(new byte[] { 1 });
    }

    public bool Complete(TrialRecord record, ModelContent? model)
    {
        Completing?.Invoke();
        if (FailComplete is not null)
        {
            throw FailComplete;
        }

        if (Refuse)
        {
            return false;
        }

        Records.Add(record);
        Checkpoint = null;
        if (model is not null)
        {
            Models.Add(model);
        }

        return true;
    }
}
