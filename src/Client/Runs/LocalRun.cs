using DropoutSweep.Silo;
using DropoutSweep.Silo.Containers;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Client.Runs;

/// <summary>A silo in this process that works on one run folder until its sweep has ended.</summary>
/// <param name="folder">The run.</param>
/// <param name="execution">Slots and checkpoints.</param>
/// <param name="dataset">The run's data.</param>
/// <param name="trainer">What trains, of <see cref="Trainer"/>.</param>
/// <param name="observer">Told of everything.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalRun(RunFolder folder, ExecutionOptions execution, Dataset dataset, ITrialTrainer trainer, ISweepObserver observer, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>What trains beside a data set in the memory that this process may use.</summary>
    public static ITrialTrainer Trainer(Dataset dataset)
    {
        var memory = new TrialMemory(ContainerLimits.Memory, ContainerLimits.MemoryText);
        memory.Keep(dataset.Bytes);
        return new TrialTrainer(memory);
    }

    /// <summary>Trains what is left.</summary>
    /// <returns>Whether the sweep has ended; false when it was cancelled before.</returns>
    /// <exception cref="StoreException">The store failed; what is finished is kept.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var engine = new SqlEngine(
            new SiloParts
            {
                Store = folder.Store,
                Silo = SiloIdentity.Create(execution.Slots, address: null),
                Trainer = trainer,
                Datasets = new OneDataset(dataset),
                Options = new EngineOptions { WaitForStore = false },
                Execution = execution,
                Observer = observer,
                Time = time,
            },
            NullLogger<SqlEngine>.Instance);
        var working = engine.RunAsync(stop.Token);
        var ended = WaitForEndAsync(stop.Token);
        await Task.WhenAny(working, ended).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await working.ConfigureAwait(false);
        return await ended.ConfigureAwait(false) || (await folder.FindAsync(CancellationToken.None).ConfigureAwait(false)).IsEnded;
    }

    /// <summary>Keeps the run's files up to date until the sweep has ended.</summary>
    private async Task<bool> WaitForEndAsync(CancellationToken cancellationToken)
    {
        var seen = 0L;
        try
        {
            while (!(await folder.FindAsync(cancellationToken).ConfigureAwait(false)).IsEnded)
            {
                await folder.WriteFilesIfDueAsync(cancellationToken).ConfigureAwait(false);
                seen = await folder.Store.WaitForChangeAsync(seen, Look, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
