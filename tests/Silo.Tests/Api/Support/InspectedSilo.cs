using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>A silo of a sweep whose two trials, without dropout and with, have ended and kept their models.</summary>
public sealed class InspectedSilo : IAsyncLifetime
{
    private const string Classification = "name: x\ndataset: digits\nmodel: {layers: [8], dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1}\n";
    private readonly FolderDatasetSource _source = new(DatasetSources.FromEnvironment(null));
    private readonly SweepSpec _spec;
    private TestApi? _api;

    /// <summary>A classification of digits.</summary>
    public InspectedSilo()
        : this(Classification)
    {
    }

    private InspectedSilo(string yaml) => _spec = SweepSpecReader.Read(yaml, "x.yaml");

    /// <summary>The sweep's id.</summary>
    public string Sweep { get; private set; } = string.Empty;

    /// <summary>The silo.</summary>
    internal TestApi Api => _api ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>Starts one of its own, for a test that changes it or asks for another sweep.</summary>
    public static async Task<InspectedSilo> StartAsync(string yaml = Classification)
    {
        var silo = new InspectedSilo(yaml);
        await silo.InitializeAsync();
        return silo;
    }

    /// <summary>What the models were trained on.</summary>
    public async Task<TrainingData> DataAsync() => SweepData.Split(_spec, await _source.LoadAsync(_spec.Datasets, TestApi.Cancelled));

    /// <summary>Trains a trial.</summary>
    public TrainedModel Train(int trial, TrainingData data)
    {
        var trainer = new Trainer(_spec.Configuration(_spec.Trial(trial).Configuration).Training, data, _spec.Trial(trial).Seed);
        trainer.Run(observer: null, TestApi.Cancelled);
        return trainer.Model!;
    }

    public async ValueTask InitializeAsync()
    {
        _api = await TestApi.StartAsync(datasets: _source);
        Sweep = await _api.SubmitAsync(_spec.ResolvedYaml);
        var data = await DataAsync();
        var identity = new DatasetIdentity(data.Dataset.Name, data.Dataset.Fingerprint);
        await _api.Store.FixDatasetAsync(Sweep, identity, TestApi.Cancelled);
        for (var number = 0; number < 2; number++)
        {
            _api.Store.Start(Sweep, number);
            var record = TestTrials.Completed(_api.Store.Find(Sweep), number, 0.9);
            var model = Train(number, data);
            using var file = new MemoryStream();
            ModelFile.Write(file, model, _spec, identity, record);
            _api.Store.Complete(Sweep, record with { Result = record.Result! with { ModelSha256 = model.Sha256() } }, file.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        _source.Dispose();
    }
}
