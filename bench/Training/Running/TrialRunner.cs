using System.Diagnostics;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Running;

/// <summary>
/// Whole trials, from the configuration to the result. Evaluation is what lies between an epoch's last batch and
/// its report, and what follows the last epoch's report.
/// </summary>
internal sealed class TrialRunner(TrainingConfiguration configuration, TrainingData data, ulong seed) : WorkerRunner, ITrainingObserver
{
    private long _since;

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        if (progress.Batch == progress.Batches)
        {
            _since = Stopwatch.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        var now = Stopwatch.GetTimestamp();
        EvaluationTicks += now - _since;
        _since = now;
        return TrainingDirective.Continue;
    }

    /// <inheritdoc/>
    protected override void Work()
    {
        while (true)
        {
            for (var left = WaitForBegin(); left > 0; left--)
            {
                var began = Stopwatch.GetTimestamp();
                var result = new Trainer(configuration, data, seed).Run(this, Stop);
                var ended = Stopwatch.GetTimestamp();
                if (result.Status != TrainingStatus.Completed)
                {
                    throw new InvalidOperationException($"The trial ended: {result.Status}.");
                }

                EvaluationTicks += ended - _since;
                Ticks += ended - began;
            }

            SayDone();
        }
    }
}
