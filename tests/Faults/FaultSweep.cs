using DropoutSweep.Silo;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Probe;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Faults;

/// <summary>The sweep that is disturbed, on the generated digits, and what it comes to when it is left alone.</summary>
public sealed class FaultSweep
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>A sweep of four configurations.</summary>
    /// <param name="replicates">Trials of each.</param>
    /// <param name="epochs">Epochs of a trial.</param>
    public FaultSweep(int replicates, int epochs) => Spec = SweepSpecReader.Read(
        $$"""
        name: faults
        dataset: digits
        model:
          layers: {grid: [[48], [64, 32]]}
          dropout: {grid: [0, 0.3]}
        training: {epochs: {{epochs}}, batch_size: 128}
        replicates: {{replicates}}
        """,
        "faults.yaml");

    /// <summary>The specification.</summary>
    public SweepSpec Spec { get; }

    /// <summary>Submits the sweep.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SubmitAsync(ISweepStore store, string key = "faults")
    {
        var submission = new SweepSubmission { Id = $"faults-{Guid.NewGuid():N}"[..13], Key = key, Specification = Spec, Begin = new SweepCoordinator(Spec).Advance };
        return (await store.SubmitAsync(submission, CancellationToken.None)).Sweep.Id;
    }

    /// <summary>Trains the sweep undisturbed, in this process, on a store of its own.</summary>
    public async Task<SweepResults> TrainUndisturbedAsync(string folder)
    {
        await using var store = SweepStores.Create(Path.Combine(folder, $"undisturbed-{Guid.NewGuid():N}.db"), TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        var sweep = await SubmitAsync(store);
        using var stop = new CancellationTokenSource();
        var execution = new ExecutionOptions { Slots = 2 };
        var engine = new SqlEngine(
            new SiloParts
            {
                Store = store,
                Silo = SiloIdentity.Create(execution.Slots, address: null),
                Trainer = new TrialTrainer(),
                Datasets = new GeneratedDatasets(),
                Options = new EngineOptions(),
                Execution = execution,
                Observer = new QuietObserver(),
                Time = TimeProvider.System,
            },
            NullLogger<SqlEngine>.Instance);
        var work = engine.RunAsync(stop.Token);
        await WaitForEndAsync(store, sweep, TimeSpan.FromMinutes(10));
        await stop.CancelAsync();
        await work;
        return await SweepResults.ReadAsync(store, sweep);
    }

    /// <summary>Waits until a sweep has ended.</summary>
    /// <exception cref="TimeoutException">It has not, within the time.</exception>
    public static async Task<SweepRecord> WaitForEndAsync(ISweepStore store, string sweep, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        var seen = 0L;
        while (true)
        {
            var record = await store.FindSweepAsync(sweep, CancellationToken.None) ?? throw new InvalidOperationException($"Sweep {sweep} is gone.");
            if (record.IsEnded)
            {
                return record;
            }

            if (TimeProvider.System.GetElapsedTime(began) > within)
            {
                throw new TimeoutException($"Sweep {sweep} is still {record.State} after {within.TotalSeconds:0} s: {record.Trials}.");
            }

            seen = await store.WaitForChangeAsync(seen, Look, CancellationToken.None);
        }
    }
}
