using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>A store in memory that can be told to fail.</summary>
internal sealed class FakeStore : IRunStore
{
    public ConcurrentDictionary<int, byte[]> Checkpoints { get; } = new();

    public ConcurrentQueue<TrialRecord> Records { get; } = new();

    public ConcurrentDictionary<int, TrainedModel> Models { get; } = new();

    public Func<TrialRecord, Exception?>? FailComplete { get; init; }

    public Exception? FailCheckpoint { get; init; }

    public int Saved { get; private set; }

    public IReadOnlyList<TrialRecord> Load() => [.. Records];

    public void Complete(TrialRecord record, TrainedModel? model)
    {
        if (FailComplete?.Invoke(record) is { } error)
        {
            throw error;
        }

        Records.Enqueue(record);
        if (model is not null)
        {
            Models[record.Trial.Number] = model;
        }

        Checkpoints.TryRemove(record.Trial.Number, out _);
    }

    public Stream? OpenCheckpoint(int trial) => Checkpoints.TryGetValue(trial, out var bytes) ? new MemoryStream(bytes) : null;

    public void SaveCheckpoint(int trial, Action<Stream> write)
    {
        if (FailCheckpoint is not null)
        {
            throw FailCheckpoint;
        }

        var stream = new MemoryStream();
        write(stream);
        Checkpoints[trial] = stream.ToArray();
        Saved++;
    }

    public void DropCheckpoint(int trial) => Checkpoints.TryRemove(trial, out _);
}
