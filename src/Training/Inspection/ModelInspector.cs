using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>
/// Looks into a trained model: what its layers do with a sample, with and without dropout, where it errs, and how far it can be
/// believed. What it finds depends on the model, the data, the options' seed and the arguments only, to the last bit. Every result
/// can be written as JSON by <see cref="InspectionJson"/>.
/// </summary>
/// <remarks>
/// Costs are in samples that go through the network once (of 784-512-256-10 some 10 µs on one core).
/// Not safe for use from several threads at once.
/// </remarks>
public sealed class ModelInspector
{
    /// <summary>Bins of the reliability curve in Guo et al. 2017.</summary>
    public const int CalibrationBins = 15;

    private const int MaxPasses = 1_000_000;
    private const int MaxNetworks = 10_000;

    private readonly InspectionNetwork _network;
    private readonly TrainingData _data;
    private readonly InspectionOptions _options;
    private Prediction[]? _predictions;

    /// <summary>Takes over a model's parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data it was trained on, split and scaled as then.</param>
    /// <param name="options">Seed and sample; null for the defaults.</param>
    /// <exception cref="ArgumentException">The model's layers do not fit its options, or the model does not fit the data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sample is of fewer than one.</exception>
    public ModelInspector(TrainedModel model, TrainingData data, InspectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        _options = options ?? new InspectionOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.SampleSize, 1, nameof(options));
        var dataset = data.Dataset;
        if (model.Inputs != dataset.Test.Features || model.Outputs != dataset.Classes)
        {
            throw new ArgumentException($"The model has {model.Inputs} inputs and {model.Outputs} outputs, the data set {dataset.Name} {dataset.Test.Features} and {dataset.Classes}.", nameof(data));
        }

        if (model.Options.Output == OutputKind.Linear != (dataset.Task == LearningTask.Regression))
        {
            throw new ArgumentException($"A {model.Options.Output} output does not fit the data set {dataset.Name}, which asks for {dataset.Task}.", nameof(data));
        }

        _network = new InspectionNetwork(model, data.Scale);
        _data = data;
        SampleRows = Sample(dataset.Test.Count, _options);
    }

    /// <summary>The model.</summary>
    public TrainedModel Model => _network.Model;

    /// <summary>The data set.</summary>
    public Dataset Dataset => _data.Dataset;

    /// <summary>Rows of the test set that distributions and ensembles are computed over, ascending.</summary>
    public ReadOnlyMemory<int> SampleRows { get; }

    /// <summary>Every layer's values for one sample, in evaluation mode and under one mask. Costs two samples.</summary>
    /// <param name="samples">Where the sample is: the test set, or a set made of a digit of one's own.</param>
    /// <param name="row">Its row there.</param>
    /// <param name="mask">Number of the mask, from 0.</param>
    /// <exception cref="ArgumentException">The samples do not fit the model, or have no such row.</exception>
    public ImageActivations Activations(SampleSet samples, int row, int mask = 0)
    {
        Check(samples, [row]);
        ArgumentOutOfRangeException.ThrowIfNegative(mask);
        return ActivationReader.Read(_network, Dataset, samples, row, _options.Seed, mask);
    }

    /// <summary>The distribution of each hidden layer's activations over <see cref="SampleRows"/>. Costs twice those samples.</summary>
    public ActivationStatistics Distribution(CancellationToken cancellationToken) =>
        ActivationDistribution.Compute([_network], Dataset.Test, SampleRows.ToArray(), cancellationToken)[0];

    /// <summary>The same for this model and its twin, with the same samples and bins. Costs four times those samples.</summary>
    /// <param name="twin">An inspector of the twin; its own seed and sample are not used.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="ArgumentException">The twin does not have as many inputs.</exception>
    public ActivationComparison CompareDistributions(ModelInspector twin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (twin.Model.Inputs != Model.Inputs)
        {
            throw new ArgumentException($"The twin has {twin.Model.Inputs} inputs, the model {Model.Inputs}.", nameof(twin));
        }

        var both = ActivationDistribution.Compute([_network, twin._network], Dataset.Test, SampleRows.ToArray(), cancellationToken);
        return new ActivationComparison(both[0], both[1]);
    }

    /// <summary>Features of the first layer. Costs no sample.</summary>
    /// <param name="count">Most units to show, at least 1.</param>
    /// <param name="rule">Which, and in which order.</param>
    public FirstLayerFeatures Features(int count = 64, FeatureRule rule = FeatureRule.GreatestNorm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return FeatureReader.Read(Model, Dataset, count, rule, _options.Seed);
    }

    /// <summary>Confusion matrix, report and ties over the whole test set, which goes through the network once for this and the next two.</summary>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public ConfusionInspection Confusion(CancellationToken cancellationToken) =>
        ConfusionReader.Read(Predictions(cancellationToken), Model.Outputs, Model.Options.Output == OutputKind.Sigmoid);

    /// <summary>The mistakes of the test set that the model is surest of, surest first.</summary>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="top">How many classes to list for each, at least 1.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public IReadOnlyList<Mistake> Mistakes(int count, int top, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        return MistakeReader.Read(Predictions(cancellationToken), count, top);
    }

    /// <summary>Rows of the test set that the model is least sure of, the least sure first; on ties the lower row.</summary>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public IReadOnlyList<int> LeastSure(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Predictions(cancellationToken).OrderByDescending(one => ClassProbabilities.CrossEntropy(one.Logits, one.ByLogits)).ThenBy(one => one.Row).Take(count).Select(one => one.Row)];
    }

    /// <summary>Reliability curve, calibration errors and proper scores over the whole test set.</summary>
    /// <param name="bins">Bins of equal width, 1 to 1,000; <see cref="CalibrationBins"/> is usual.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public Calibration Calibrate(int bins, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1_000);
        return CalibrationReader.Read(Predictions(cancellationToken), Model.Outputs, bins);
    }

    /// <summary>
    /// Thinned networks averaged, against weight scaling. Costs networks × repetitions times <see cref="SampleRows"/>: by
    /// default 300,000 samples, some seconds.
    /// </summary>
    /// <param name="options">How many; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    public EnsembleInspection Ensemble(EnsembleOptions? options, CancellationToken cancellationToken)
    {
        options ??= new EnsembleOptions();
        Within(options.Networks, 1, MaxNetworks, nameof(EnsembleOptions.Networks));
        Within(options.Repetitions, 1, MaxNetworks, nameof(EnsembleOptions.Repetitions));
        return new EnsembleReader(_network, Dataset.Test, SampleRows.ToArray(), _options.Seed).Read(options, cancellationToken);
    }

    /// <summary>How uncertain the model is of each of the given samples. Costs passes + 1 samples for each.</summary>
    /// <param name="samples">Where the samples are.</param>
    /// <param name="rows">Their rows there.</param>
    /// <param name="options">How many passes; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels between two batches of passes.</param>
    /// <exception cref="ArgumentException">The samples do not fit the model, or have no such row.</exception>
    public IReadOnlyList<SampleUncertainty> Uncertainty(SampleSet samples, ReadOnlySpan<int> rows, UncertaintyOptions? options, CancellationToken cancellationToken)
    {
        Check(samples, rows);
        options ??= new UncertaintyOptions();
        Within(options.Passes, 1, MaxPasses, nameof(UncertaintyOptions.Passes));
        CheckLevel(options.Level);
        var reader = new UncertaintyReader(_network, samples, _options.Seed, options);
        return [.. rows.ToArray().Select(row => reader.Read(row, cancellationToken))];
    }

    /// <summary>The fitted curve of a regression of one input, with the points it was fitted to. Costs a sample, or passes + 2, for each point.</summary>
    /// <param name="options">How fine; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="InvalidOperationException">The model is no regression, or has more inputs than one.</exception>
    public FittedCurve Curve(CurveOptions? options, CancellationToken cancellationToken)
    {
        if (Model.Options.Output != OutputKind.Linear || Model.Inputs != 1)
        {
            throw new InvalidOperationException($"A curve can be drawn of a regression of one input only; this model has {Model.Inputs} inputs and a {Model.Options.Output} output.");
        }

        options ??= new CurveOptions();
        Within(options.Points, 2, 100_000, nameof(CurveOptions.Points));
        Within(options.Passes, 0, MaxPasses, nameof(CurveOptions.Passes));
        CheckLevel(options.Level);
        return CurveReader.Read(_network, _data, _options.Seed, options, cancellationToken);
    }

    /// <summary>The network that one mask leaves. Costs one sample.</summary>
    /// <param name="mask">Number of the mask, from 0; the same as <see cref="Activations"/> shows.</param>
    /// <param name="maxUnits">Most units of a layer to show, at least 2.</param>
    public ThinnedNetwork Thin(int mask = 0, int maxUnits = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mask);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxUnits, 2);
        return NetworkThinner.Thin(_network, _options.Seed, mask, maxUnits);
    }

    private static int[] Sample(int count, InspectionOptions options)
    {
        var rows = new int[count];
        Permutation.Fill(rows, new RandomSequence(options.Seed, Purpose.InspectionSample));
        int[] sample = rows[..Math.Min(count, options.SampleSize)];
        Array.Sort(sample);
        return sample;
    }

    private static void Within(int value, int least, int greatest, string name)
    {
        if (value < least || value > greatest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {greatest}.");
        }
    }

    private static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level must be between 0 and 1.");
        }
    }

    private Prediction[] Predictions(CancellationToken cancellationToken)
    {
        if (Model.Options.Output == OutputKind.Linear)
        {
            throw new InvalidOperationException("A regression has no classes: this needs a classifier.");
        }

        if (_predictions is null)
        {
            var rows = Enumerable.Range(0, Dataset.Test.Count).ToArray();
            var logits = _network.Logits(Dataset.Test, rows, cancellationToken);
            _predictions = [.. rows.Select(row => Predict(row, logits.AsSpan(row * Model.Outputs, Model.Outputs)))];
        }

        return _predictions;
    }

    private Prediction Predict(int row, ReadOnlySpan<float> logits)
    {
        var outputs = _network.Outputs(logits);
        var byLogits = ClassProbabilities.ArgMax(logits);
        var sigmoid = Model.Options.Output == OutputKind.Sigmoid;
        var predicted = sigmoid ? ClassProbabilities.ArgMax<float>(outputs) : byLogits;
        var tied = sigmoid && outputs.Count(output => output == outputs[predicted]) > 1;
        return new Prediction(row, Dataset.Test.Labels.Span[row], predicted, byLogits, tied, logits.ToArray(), outputs);
    }

    private void Check(SampleSet samples, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Features != Model.Inputs)
        {
            throw new ArgumentException($"The samples have {samples.Features} inputs, the model {Model.Inputs}.", nameof(samples));
        }

        foreach (var row in rows)
        {
            if ((uint)row >= (uint)samples.Count)
            {
                throw new ArgumentException($"There is no sample {row} among {samples.Count}.", nameof(rows));
            }
        }
    }
}
