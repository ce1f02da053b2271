using DropoutSweep.Training.Checkpoints;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Outputs;
using DropoutSweep.Training.Randomness;
using DropoutSweep.Training.Results;
using DropoutSweep.Training.Schedules;

namespace DropoutSweep.Training;

/// <summary>
/// Trains one configuration with one seed on the calling thread. The same configuration, seed and data give the
/// same bits: on every run, at every vector width, and however often the run was stopped and resumed.
/// Not safe for use from several threads at once.
/// </summary>
public sealed class Trainer
{
    private readonly TrainingConfiguration _configuration;
    private readonly TrainingData _data;
    private readonly ulong _seed;
    private readonly IKernels _kernels = KernelSet.Best;
    private readonly DenseNetwork _network;
    private readonly Backpropagation _backpropagation;
    private readonly Workspace _workspace;
    private readonly IOutputHead _head;
    private readonly Evaluator _evaluator;
    private readonly KnownScores _trainSample;
    private readonly SampleScore[] _scores;
    private readonly int[] _order;
    private readonly int _batches;
    private TrainingProgress _progress = new();
    private int _shuffledEpoch;

    // The epoch at whose end this object scored the sample of the training set.
    private int _sampledEpoch;

    // The epoch kept so far and its confusion, when this object saw it evaluated; after a resume it may not have.
    private int _confusedEpoch;
    private ConfusionMatrix? _confusion;

    /// <summary>A run at its beginning.</summary>
    /// <param name="configuration">What is trained and how.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="stock">Where memory may come from: what trainers before it, all done with, have left; null for new memory. Of no influence on results.</param>
    /// <exception cref="ArgumentException">The configuration is out of range or does not fit the data; the message lists every error.</exception>
    public Trainer(TrainingConfiguration configuration, TrainingData data, ulong seed, ArrayStock? stock = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        ConfigurationValidator.ThrowIfInvalid(configuration, data.Dataset);
        _configuration = configuration;
        _data = data;
        _seed = seed;
        _network = new DenseNetwork(configuration.Model, data.Dataset.Train.Features, data.Dataset.Classes, _kernels, stock);
        _network.Initialize(seed);
        _backpropagation = new Backpropagation(_network, configuration.Training, _kernels);
        var rows = Math.Min(configuration.Training.BatchSize, data.TrainRows.Length);
        _workspace = new Workspace(_network, rows, masks: true, deltas: true, data.SparseInputs, lists: true);
        _head = OutputHeadFactory.Create(configuration.Model.Output, _network.Outputs, _kernels);
        _evaluator = new Evaluator(_network, data.Scale, data.SparseInputs, _kernels);
        _trainSample = new KnownScores(data.TrainSampleRows, stock);
        _scores = ArrayStock.TakeCleared<SampleScore>(stock, rows);
        _order = ArrayStock.Take<int>(stock, data.TrainRows.Length);
        _batches = (_order.Length + rows - 1) / rows;
    }

    /// <summary>The kept model once <see cref="Run"/> has returned; null before, and after divergence.</summary>
    public TrainedModel? Model { get; private set; }

    /// <summary>A run that goes on from a checkpoint; the rest as when it begins.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, of another version, or of another configuration, seed or data; the message says which.</exception>
    public static Trainer Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint, ArrayStock? stock = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var trainer = new Trainer(configuration, data, seed, stock);
        trainer._progress = CheckpointFile.Read(checkpoint, trainer.Identity(), trainer._network, trainer._backpropagation);
        return trainer;
    }

    /// <summary>
    /// Saves everything needed to go on. May be called from the observer, after cancellation, or before the
    /// run; not after it has returned.
    /// </summary>
    public void SaveCheckpoint(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CheckpointFile.Write(destination, Identity(), _progress, _network, _backpropagation);
    }

    /// <summary>Trains to the end, on this thread.</summary>
    /// <param name="observer">Watches the run and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops the run within one batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint may be saved and the run continued.</exception>
    public TrainingResult Run(ITrainingObserver? observer, CancellationToken cancellationToken)
    {
        var epochs = _configuration.Training.Epochs;
        while (_progress.Epochs.Count < epochs && !_progress.StoppedEarly)
        {
            if (!TrainEpoch(observer, cancellationToken) || !CloseEpoch(out var metrics, cancellationToken))
            {
                return Diverged();
            }

            if (observer?.OnEpoch(metrics) == TrainingDirective.StopEarly && _progress.Epochs.Count < epochs)
            {
                _progress.StoppedEarly = true;
            }
        }

        var result = Finish(cancellationToken);
        GC.KeepAlive(this);
        return result;
    }

    /// <summary>Trains the rest of the epoch under way; false when the loss is not finite.</summary>
    private bool TrainEpoch(ITrainingObserver? observer, CancellationToken cancellationToken)
    {
        ShuffleOnce(_progress.Epochs.Count);
        while (_progress.Batch < _batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = _progress.Batch * _workspace.Rows;
            var rows = _order.AsSpan(start, Math.Min(_workspace.Rows, _order.Length - start));
            if (!TrainBatch(rows))
            {
                return false;
            }

            observer?.OnBatch(new BatchProgress(_progress.Epochs.Count + 1, _progress.Batch, _batches, _progress.Loss / _progress.Samples));
        }

        return true;
    }

    private bool TrainBatch(ReadOnlySpan<int> rows)
    {
        var samples = _data.Dataset.Train;
        BatchGatherer.Gather(_kernels, samples, _data.Scale, rows, _workspace);
        _network.ForwardWithDropout(_workspace, rows.Length, _seed, Purpose.Dropout, _progress.Step);
        _head.Score(_workspace, samples, rows, _scores);
        var tally = default(Tally);
        foreach (ref readonly var score in _scores.AsSpan(0, rows.Length))
        {
            tally.Add(score);
        }

        if (!double.IsFinite(tally.Loss))
        {
            return false;
        }

        var epochs = _progress.Epochs.Count + ((double)_progress.Batch / _batches);
        _backpropagation.Step(_workspace, rows.Length, _progress.Step + 1, epochs, LearningRate(epochs));
        _progress.Step++;
        _progress.Batch++;
        _progress.Loss += tally.Loss;
        _progress.Samples += tally.Samples;
        _progress.Right += tally.Right;
        return true;
    }

    /// <summary>Evaluates and records the epoch under way; false when its loss is not finite.</summary>
    private bool CloseEpoch(out EpochMetrics metrics, CancellationToken cancellationToken)
    {
        var dataset = _data.Dataset;
        var confusion = NewConfusion();
        var lastBatch = _progress.Epochs.Count + ((double)(_batches - 1) / _batches);
        metrics = new EpochMetrics
        {
            Epoch = _progress.Epochs.Count + 1,
            Step = _progress.Step,
            LearningRate = LearningRate(lastBatch),
            TrainingLoss = _progress.Loss / _progress.Samples,
            TrainingAccuracy = dataset.Task == LearningTask.Classification ? (double)_progress.Right / _progress.Samples : null,
            Train = _evaluator.Keep(dataset.Train, _trainSample, cancellationToken),
            Validation = _evaluator.Score(dataset.Train, _data.ValidationRows.Span, confusion: null, cancellationToken),
            Test = _evaluator.Score(dataset.Test, _data.TestRows, confusion, cancellationToken),
        };
        if (!double.IsFinite(metrics.Train.Loss) || !double.IsFinite(metrics.Validation.Loss))
        {
            return false;
        }

        _sampledEpoch = metrics.Epoch;
        _progress.Epochs.Add(metrics);
        _progress.Batch = 0;
        _progress.Loss = 0;
        _progress.Samples = 0;
        _progress.Right = 0;
        if (IsKept(metrics))
        {
            _confusedEpoch = metrics.Epoch;
            _confusion = confusion;
        }

        return true;
    }

    /// <summary>Keeps an epoch when it is the best so far; true also when only the last one counts.</summary>
    private bool IsKept(EpochMetrics metrics)
    {
        if (_configuration.Objective.At != ObjectiveEpoch.Best)
        {
            return true;
        }

        if (_progress.BestEpoch > 0 && !IsBetter(metrics.Validation, _progress.Epochs[_progress.BestEpoch - 1].Validation))
        {
            return false;
        }

        _progress.BestEpoch = metrics.Epoch;
        _progress.BestWeights = _network.ToModel().Layers;
        return true;
    }

    private bool IsBetter(Scores candidate, Scores incumbent) => _configuration.Objective.Metric switch
    {
        ObjectiveMetric.ValidationAccuracy => candidate.Accuracy > incumbent.Accuracy,
        _ => candidate.Loss < incumbent.Loss,
    };

    private TrainingResult Finish(CancellationToken cancellationToken)
    {
        if (_progress.BestWeights is { } best)
        {
            _network.Load(best);
        }

        // The kept epoch was evaluated but for most of the training set; its weights are here again, to the bit.
        var dataset = _data.Dataset;
        var keptEpoch = _progress.BestEpoch > 0 ? _progress.BestEpoch : _progress.Epochs.Count;
        var kept = _progress.Epochs[keptEpoch - 1];
        var confusion = _confusion;
        if (_confusedEpoch != keptEpoch)
        {
            confusion = NewConfusion();
            _evaluator.Score(dataset.Test, _data.TestRows, confusion, cancellationToken);
        }

        var train = _sampledEpoch == keptEpoch
            ? _evaluator.Complete(dataset.Train, _data.TrainRows.Span, _trainSample, cancellationToken)
            : _evaluator.Score(dataset.Train, _data.TrainRows.Span, confusion: null, cancellationToken);
        Model = _network.ToModel();
        return new TrainingResult
        {
            Status = _progress.StoppedEarly ? TrainingStatus.StoppedEarly : TrainingStatus.Completed,
            Epochs = [.. _progress.Epochs],
            KeptEpoch = keptEpoch,
            Train = train,
            Validation = kept.Validation,
            Test = kept.Test,
            TestConfusion = confusion,
            ModelSha256 = Model.Sha256(),
        };
    }

    private TrainingResult Diverged()
    {
        // A batch that diverges takes no step; an evaluation that diverges follows the step that broke the weights.
        var step = _progress.Batch < _batches ? _progress.Step + 1 : _progress.Step;
        return new TrainingResult
        {
            Status = TrainingStatus.Diverged,
            Divergence = new Divergence(_progress.Epochs.Count + 1, step),
            Epochs = [.. _progress.Epochs],
        };
    }

    private ConfusionMatrix? NewConfusion() =>
        _data.Dataset.Task == LearningTask.Classification ? new ConfusionMatrix(_data.Dataset.Classes) : null;

    private double LearningRate(double epochs) => _configuration.Training.Optimizer.LearningRate
        * LearningRateSchedule.Factor(_configuration.Training.Schedule, epochs, _configuration.Training.Epochs);

    private void ShuffleOnce(int epoch)
    {
        if (_shuffledEpoch != epoch + 1)
        {
            _data.TrainRows.Span.CopyTo(_order);
            Permutation.Shuffle(_order, new RandomSequence(_seed, Purpose.Shuffle, step: epoch));
            _shuffledEpoch = epoch + 1;
        }
    }

    private IReadOnlyList<(string Name, string Text)> Identity() => ConfigurationFingerprint.Parts(_configuration, _data, _seed);
}
