using System.Diagnostics;
using DropoutSweep.Bench.Rows;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Running;

/// <summary>
/// Evaluations of 10,000 images: what a trainer does between an epoch's last batch and its report, with data of
/// which an epoch trains on few images and evaluates 20,000.
/// </summary>
internal sealed class EvaluationRunner : WorkerRunner, ITrainingObserver
{
    private readonly TrainingConfiguration _configuration;
    private readonly TrainingData _data;
    private readonly double _evaluated;
    private long _since;
    private int _left;

    public EvaluationRunner(TrainingConfiguration configuration, TrainingData data, ulong seed)
    {
        Seed = seed;
        _data = Few(data);
        _evaluated = _data.Dataset.Train.Count + _data.Dataset.Test.Count;
        _configuration = configuration with
        {
            Training = configuration.Training with { Epochs = TrainingLimits.MaxEpochs, BatchSize = _data.TrainRows.Length },
        };
    }

    private ulong Seed { get; }

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress) => _since = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        var elapsed = Stopwatch.GetTimestamp() - _since;
        Ticks += (long)(elapsed * BenchRow.EvaluatedImages / _evaluated);
        EvaluationTicks = Ticks;
        if (--_left == 0)
        {
            SayDone();
            _left = WaitForBegin();
        }

        return TrainingDirective.Continue;
    }

    /// <inheritdoc/>
    protected override void Work()
    {
        _left = WaitForBegin();
        var result = new Trainer(_configuration, _data, Seed).Run(this, Stop);
        throw new InvalidOperationException($"Training ended: {result.Status}.");
    }

    // A tenth is trained on, and all of it is evaluated: as the training sample or as the validation set.
    private static TrainingData Few(TrainingData data)
    {
        var all = data.Dataset;
        var features = all.Train.Features;
        var few = new Dataset
        {
            Name = all.Name,
            Description = all.Description,
            Task = all.Task,
            Classes = all.Classes,
            Train = SampleSet.FromPixels(features, all.Train.AllPixels().AsMemory(0, BenchRow.EvaluatedImages * features), all.Train.Labels[..BenchRow.EvaluatedImages]),
            Test = all.Test,
            Fingerprint = all.Fingerprint,
        };
        return TrainingData.Create(few, new SplitOptions { ValidationShare = 0.9 }, data.Scale);
    }
}
