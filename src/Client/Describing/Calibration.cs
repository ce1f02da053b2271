using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Describing;

/// <summary>
/// Estimates how long a sweep takes by training a few of its configurations for a moment on this machine:
/// seconds per multiply-add of the measured configuration that is nearest in size stand for the others.
/// </summary>
internal sealed class Calibration(SweepSpec spec, TrainingData data, TrainableConfigurations trainable, TimeProvider time)
{
    private const int MostMeasured = 3;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(0.5);

    /// <summary>Seconds of one slot for the whole sweep, of which at least one of the configurations that were looked at can be trained; those that cannot take none.</summary>
    public double Measure(CancellationToken cancellationToken)
    {
        var sizes = trainable.Trainings
            .Select(training => (Training: training, Size: MultiplyAdds(training)))
            .OrderBy(one => one.Size)
            .ToList();

        // The first moments of a process run in unoptimised code.
        Measure(sizes[0].Training, Warmup, cancellationToken);
        var measured = Enumerable.Range(0, MostMeasured)
            .Select(i => sizes[i * (sizes.Count - 1) / Math.Max(1, MostMeasured - 1)])
            .DistinctBy(one => one.Size)
            .Select(one => (one.Size, Pace: Measure(one.Training, Budget, cancellationToken)))
            .ToList();
        var seconds = sizes.Sum(one => MultiplyAddsOfTrial(one.Training) * measured.MinBy(known => Math.Abs(Math.Log(known.Size / one.Size))).Pace);
        return seconds / trainable.Looked * spec.TrialCount;
    }

    private double MultiplyAdds(TrainingConfiguration configuration) =>
        ModelArithmetic.Of(configuration.Model, data.Dataset.Train.Features, data.Dataset.Classes).TrainingMultiplyAdds;

    /// <summary>Training and the evaluations after each epoch and at the end.</summary>
    private double MultiplyAddsOfTrial(TrainingConfiguration configuration)
    {
        var arithmetic = ModelArithmetic.Of(configuration.Model, data.Dataset.Train.Features, data.Dataset.Classes);
        double train = data.TrainRows.Length;
        double held = data.ValidationRows.Length + data.Dataset.Test.Count;
        var sample = Math.Min(train, TrainingLimits.TrainEvaluationSample);
        var epoch = (train * arithmetic.TrainingMultiplyAdds) + ((sample + held) * arithmetic.ForwardMultiplyAdds);

        // The kept epoch was evaluated but for the rest of the training set, where it is the last one.
        return (epoch * configuration.Training.Epochs) + ((train - sample) * arithmetic.ForwardMultiplyAdds);
    }

    /// <summary>Seconds per multiply-add while training a configuration for a moment.</summary>
    private double Measure(TrainingConfiguration configuration, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new Stopper(time, budget, stop);
        try
        {
            new Trainer(configuration, data, spec.Seed).Run(watch, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The budget is spent: what was measured until then is all that was wanted.
        }

        var samples = Math.Min(configuration.Training.BatchSize, data.TrainRows.Length);
        return watch.SecondsPerBatch / (samples * MultiplyAdds(configuration));
    }

    private sealed class Stopper(TimeProvider time, TimeSpan budget, CancellationTokenSource stop) : ITrainingObserver
    {
        private readonly long _began = time.GetTimestamp();
        private long _first;
        private long _last;
        private long _batches;

        public double SecondsPerBatch =>
            _batches > 1 ? time.GetElapsedTime(_first, _last).TotalSeconds / (_batches - 1) : time.GetElapsedTime(_began).TotalSeconds;

        public void OnBatch(in BatchProgress progress)
        {
            _last = time.GetTimestamp();
            if (_batches++ == 0)
            {
                _first = _last;
            }

            if (time.GetElapsedTime(_began) >= budget)
            {
                stop.Cancel();
            }
        }

        public TrainingDirective OnEpoch(EpochMetrics metrics) => TrainingDirective.Continue;
    }
}
