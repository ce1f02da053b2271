using System.Diagnostics;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Running;

/// <summary>
/// Steps of a training run that goes on and on, held between two runs. Timed are steps on whole batches, from the
/// end of the step before, with gathering and (once an epoch) shuffling, without evaluation; the first step after
/// a pause is not timed.
/// </summary>
internal sealed class StepsRunner(TrainingConfiguration configuration, TrainingData data, ulong seed) : WorkerRunner, ITrainingObserver
{
    private readonly bool _lastIsWhole = data.TrainRows.Length % configuration.Training.BatchSize == 0;
    private long _since;
    private int _left;
    private bool _resumed;

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        var now = Stopwatch.GetTimestamp();
        if (_resumed)
        {
            _resumed = false;
        }
        else if (_lastIsWhole || progress.Batch < progress.Batches)
        {
            Ticks += now - _since;
            _left--;
        }

        if (_left == 0)
        {
            SayDone();
            Continue();
        }

        _since = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        _since = Stopwatch.GetTimestamp();
        return TrainingDirective.Continue;
    }

    /// <inheritdoc/>
    protected override void Work()
    {
        Continue();
        var endless = configuration with { Training = configuration.Training with { Epochs = TrainingLimits.MaxEpochs } };
        var result = new Trainer(endless, data, seed).Run(this, Stop);
        throw new InvalidOperationException($"Training ended: {result.Status}.");
    }

    private void Continue()
    {
        _left = WaitForBegin();
        _resumed = true;
    }
}
