using DropoutSweep.Silo.Engine;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A SQLite store in a folder of its own and engines on it that train scripted trials.</summary>
internal sealed class EngineRoom : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;
    private readonly List<(CancellationTokenSource Stop, Task Work)> _engines = [];

    private readonly EngineKind _engine;

    private EngineRoom(EngineKind engine)
    {
        _engine = engine;
        Store = SweepStores.Create(Path.Combine(_folder, "sweeps.db"), TimeProvider.System);
    }

    public ISweepStore Store { get; }

    public ScriptedTrainer Trainer { get; } = new();

    public string Folder => _folder;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the store; skips the test in a build that lacks the engine.</summary>
    public static async Task<EngineRoom> OpenAsync(EngineKind engine)
    {
        Assert.SkipUnless(Engines.Has(engine), Engines.Missing ?? "");
        var room = new EngineRoom(engine);
        await room.Store.OpenAsync(Token);
        return room;
    }

    /// <summary>Submits a sweep of as many trials as replicates.</summary>
    public async Task<string> SubmitAsync(int trials, string more = "", string name = "test")
    {
        var spec = SweepSpecReader.Read(
            $"name: {name}\ndataset: curve\nmodel: {{layers: [4], output: linear}}\ntraining: {{epochs: 3}}\nreplicates: {trials}\n{more}",
            "test.yaml");
        var submission = new SweepSubmission { Id = $"{name}-{Guid.NewGuid():N}"[..20], Specification = spec, Begin = new SweepCoordinator(spec).Advance };
        return (await Store.SubmitAsync(submission, Token)).Sweep.Id;
    }

    /// <summary>Starts an engine.</summary>
    /// <returns>What stops it and waits until it has.</returns>
    public Func<Task> Start(int slots = 1, IDatasetSource? datasets = null, ISweepStore? store = null, bool waitForStore = true, TimeSpan checkpoints = default, TimeSpan? ahead = null)
    {
        var stop = new CancellationTokenSource();
        var lease = TimeSpan.FromSeconds(1);
        var options = new EngineOptions { Lease = lease, RenewEvery = lease / 4, RescueEvery = lease / 4, WaitForStore = waitForStore, WatchEvery = TimeSpan.FromMilliseconds(20) };
        var engine = Engines.Create(
            _engine,
            new SiloParts
            {
                Store = store ?? Store,
                Silo = SiloIdentity.Create(slots, address: null, _engine),
                Trainer = Trainer,
                Datasets = datasets ?? new CurveSource(),
                Options = options with { AheadWithin = ahead ?? options.AheadWithin },
                Execution = new ExecutionOptions { Slots = slots, CheckpointInterval = checkpoints },
                Observer = new QuietObserver(),
                Time = TimeProvider.System,
            },
            NullLoggerFactory.Instance);
        var work = Task.Run(() => engine.RunAsync(stop.Token));
        _engines.Add((stop, work));
        return async () =>
        {
            await stop.CancelAsync();
            await work.WaitAsync(Patience);
        };
    }

    /// <summary>Ends as an engine does that was started, by its number.</summary>
    public Task EndOfAsync(int engine) => _engines[engine].Work;

    /// <summary>Advances or applies a verb.</summary>
    public async Task ApplyAsync(string sweep, SweepVerb verb)
    {
        var coordinators = new SweepCoordinators();
        await Store.AdvanceAsync(sweep, record => coordinators.Coordinator(record).Apply(verb, record), Token);
    }

    public async Task<SweepRecord> FindAsync(string sweep) => (await Store.FindSweepAsync(sweep, Token))!;

    /// <summary>Waits until a sweep is as it should be.</summary>
    public Task<SweepRecord> WaitForAsync(string sweep, Func<SweepRecord, bool> condition, string what) =>
        WaitForAsync(sweep, record => Task.FromResult(condition(record)), what);

    private async Task<SweepRecord> WaitForAsync(string sweep, Func<SweepRecord, Task<bool>> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        var seen = 0L;
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var record = await FindAsync(sweep);
            if (await condition(record))
            {
                return record;
            }

            seen = await Store.WaitForChangeAsync(seen, TimeSpan.FromMilliseconds(20), Token);
        }

        throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}; the sweep is {await FindAsync(sweep)}.");
    }

    /// <summary>Waits until the store holds epochs of a trial.</summary>
    public Task<SweepRecord> WaitForEpochsAsync(string sweep, int trial, int epochs) => WaitForAsync(
        sweep,
        async _ => (await Store.ReadEpochsAsync(sweep, trial, Token)).Count >= epochs,
        $"{epochs} epochs of trial {trial}");

    public Task<SweepRecord> WaitForEndAsync(string sweep) => WaitForAsync(sweep, record => record.IsEnded, "the sweep's end");

    public async ValueTask DisposeAsync()
    {
        Trainer.OpenAll();
        foreach (var (stop, work) in _engines)
        {
            await stop.CancelAsync();
            await work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            stop.Dispose();
        }

        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
