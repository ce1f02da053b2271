using System.Globalization;
using DropoutSweep.Figures.Models;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Trials;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Slots;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Silo.Api.Inspection;

/// <summary>
/// Looks into kept models, one at a time so that the slots keep their processors, on a thread of the lowest priority; what was
/// found last is kept. A request that is given up ends its computation.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="sweeps">Its sweeps.</param>
/// <param name="services">Says where data sets are.</param>
internal sealed class InspectionCache(ISweepStore store, KnownSweeps sweeps, ApiServices services)
{
    private const int Kept = 32;
    private const int KeptData = 2;

    private readonly RecentlyUsed<Found> _found = new(Kept);
    private readonly RecentlyUsed<SplitData> _data = new(KeptData);
    private readonly AsyncGate _gate = new();

    /// <summary>What is in a trial's model.</summary>
    /// <exception cref="ApiException">The model is not kept, there is no such image, or the data cannot be had here.</exception>
    public async Task<ModelInspection> GetAsync(SweepRecord sweep, StoredTrial trial, ModelInspectionOptions options, CancellationToken cancellationToken)
    {
        var number = trial.Record.Trial.Number;
        if (options.OwnPixels is not null || trial.Record.Result?.ModelSha256 is null)
        {
            using var turn = await _gate.EnterAsync(cancellationToken);
            return await ComputeAsync(sweep, number, options, cancellationToken);
        }

        var found = _found.GetOrAdd(await KeyAsync(sweep, trial, options.Row, options.Mask, cancellationToken), static () => new Found());
        if (found.Value is null)
        {
            using var turn = await _gate.EnterAsync(cancellationToken);
            found.Value ??= await ComputeAsync(sweep, number, options, cancellationToken);
        }

        return found.Value;
    }

    /// <summary>What tells one look from another: it changes when a retried trial has another model, and when its twin's model comes or goes.</summary>
    public async Task<string> KeyAsync(SweepRecord sweep, StoredTrial trial, int image, int mask, CancellationToken cancellationToken)
    {
        var twin = TrialNames.Twin(sweeps.Of(sweep).Spec, trial.Record.Trial) is { } other ? await store.FindTrialAsync(sweep.Id, other.Number, cancellationToken) : null;
        var digest = twin is { HasModel: true } ? twin.Record.Result?.ModelSha256 : null;
        return string.Create(CultureInfo.InvariantCulture, $"{sweep.Id}/{trial.Record.Trial.Number}/{trial.Record.Result?.ModelSha256}/{digest}/{image}/{mask}");
    }

    private async Task<ModelInspection> ComputeAsync(SweepRecord sweep, int number, ModelInspectionOptions options, CancellationToken cancellationToken)
    {
        var spec = sweeps.Of(sweep).Spec;
        var model = await ReadAsync(sweep.Id, number, cancellationToken)
            ?? throw await MissingModel.ProblemAsync(store, sweep, number, cancellationToken);
        var data = await DataAsync(sweep, spec, cancellationToken);
        if (options.OwnPixels is { } pixels && (pixels.Length != model.Inputs || data.Dataset.ImageWidth == 0))
        {
            throw Problems.BadRequest($"the body has {pixels.Length} bytes; an image of this model has {model.Inputs}, a byte a pixel");
        }

        if (options.Row >= data.Dataset.Test.Count)
        {
            throw Problems.BadRequest($"image: found {options.Row}; '{data.Dataset.Name}' has test images 0 to {data.Dataset.Test.Count - 1}");
        }

        var twin = TrialNames.Twin(spec, spec.Trial(number)) is { } other ? await ReadAsync(sweep.Id, other.Number, cancellationToken) : null;
        return await Task.Factory.StartNew(
            () =>
            {
                ThreadNiceness.Lower();
                return WholeInspector.Inspect(new ModelInspector(model, data), twin is null ? null : new ModelInspector(twin, data), options, cancellationToken);
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private async Task<TrainedModel?> ReadAsync(string sweep, int trial, CancellationToken cancellationToken)
    {
        if (await store.ReadModelAsync(sweep, trial, cancellationToken) is not { } bytes)
        {
            return null;
        }

        using var stream = new MemoryStream(bytes, writable: false);
        return SafetensorsFile.Read(stream);
    }

    private async Task<TrainingData> DataAsync(SweepRecord sweep, SweepSpec spec, CancellationToken cancellationToken)
    {
        if (sweep.Dataset is not { } identity)
        {
            throw Problems.NotFound($"the sweep '{sweep.Id}' has no data yet");
        }

        if (services.Datasets is not { } datasets)
        {
            throw Problems.Conflict("this silo has no data sets, so it cannot look into models: ask another one");
        }

        var known = _data.GetOrAdd($"{identity.Fingerprint}/{spec.Split}/{spec.Scale}", static () => new SplitData());
        if (known.Value is null)
        {
            try
            {
                var dataset = await datasets.LoadAsync([identity.Name], cancellationToken);
                known.Value = string.Equals(dataset.Fingerprint, identity.Fingerprint, StringComparison.Ordinal)
                    ? SweepData.Split(spec, dataset)
                    : throw Problems.Conflict($"'{identity.Name}' has other content on this silo than the sweep was trained on");
            }
            catch (Exception error) when (error is DatasetException or SweepDataException or OutOfMemoryException)
            {
                throw Problems.Conflict($"the data of the sweep cannot be had on this silo: {error.Message}");
            }
        }

        return known.Value;
    }

    private sealed class Found
    {
        public ModelInspection? Value { get; set; }
    }

    private sealed class SplitData
    {
        public TrainingData? Value { get; set; }
    }
}
