using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Tests.Execution;

internal sealed class RecordingObserver : ISweepObserver
{
    private readonly ConcurrentDictionary<int, int> _slots = new();

    public ConcurrentQueue<(int Slot, int Trial, bool Resumed)> Started { get; } = new();

    public ConcurrentQueue<TrialRecord> Ended { get; } = new();

    public ConcurrentQueue<string> Notices { get; } = new();

    public ConcurrentQueue<string> Overlaps { get; } = new();

    public ConcurrentDictionary<(int Id, bool Pool), bool> Threads { get; } = new();

    public void TrialStarted(int slot, Trial trial, bool resumed)
    {
        if (!_slots.TryAdd(slot, trial.Number))
        {
            Overlaps.Enqueue($"slot {slot} took trial {trial.Number} beside another");
        }

        Threads[(Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)] = true;
        Started.Enqueue((slot, trial.Number, resumed));
    }

    public void BatchTrained(int slot, Trial trial, in BatchProgress progress)
    {
    }

    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics)
    {
    }

    public void TrialEnded(int slot, TrialRecord record)
    {
        _slots.TryRemove(slot, out _);
        Ended.Enqueue(record);
    }

    public void Notice(string message) => Notices.Enqueue(message);
}
