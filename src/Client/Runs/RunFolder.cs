using System.Text.Json;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// A run in a folder. The truth is a store in <c>.state</c> that holds this one sweep; the other files are made from
/// it and replaced whole.
/// </summary>
internal sealed class RunFolder : IAsyncDisposable
{
    /// <summary>The key under which the folder's sweep was submitted: a folder has one.</summary>
    private const string Key = "run";

    private readonly IDisposable _held;
    private readonly StoreResults _results;
    private readonly RunFileWriter _files;
    private readonly Pace _pace;

    private RunFolder(string path, SweepSpec spec, RunSummaryDataset dataset, TimeProvider time, IDisposable held, ISweepStore store, string sweep)
    {
        Path = path;
        Store = store;
        Sweep = sweep;
        _held = held;
        _results = new StoreResults(store, sweep);
        _files = new RunFileWriter(path, spec, dataset, _results);
        _pace = new Pace(time);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The store that holds the sweep; nobody else has it open.</summary>
    public ISweepStore Store { get; }

    /// <summary>The sweep's id in the store.</summary>
    public string Sweep { get; }

    /// <summary>Its results.</summary>
    public IRunResults Results => _results;

    /// <summary>The folder that a run is kept in unless another is given: <c>runs/name-hash</c>.</summary>
    public static string DefaultPath(SweepSpec spec) => System.IO.Path.Combine("runs", $"{spec.Name}-{spec.Hash[..8]}");

    /// <summary>Opens a folder for one sweep on one data set: begins a new one, or goes on where a run was left or killed.</summary>
    /// <param name="path">The folder; made when it does not exist.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="dataset">The data set that was taken.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunFolderException">The folder is in use, is another run's, or holds other things.</exception>
    /// <exception cref="StoreException">Its store cannot be used.</exception>
    public static async Task<RunFolder> OpenAsync(string path, SweepSpec spec, Dataset dataset, TimeProvider time, CancellationToken cancellationToken)
    {
        var identity = RunIdentity.Of(spec, dataset);
        RunFolderCheck.Check(path, identity, ReadIdentity(path));
        var state = System.IO.Path.Combine(path, RunFiles.State);
        var held = Hold(path, state);
        ISweepStore? store = null;
        try
        {
            // Again under the lock: two processes may have begun at once.
            var existing = ReadIdentity(path);
            RunFolderCheck.Check(path, identity, existing);
            DeleteTemporaries(path);
            DeleteTemporaries(state);
            if (existing is null)
            {
                AtomicFile.Write(System.IO.Path.Combine(state, RunFiles.Identity), stream => JsonSerializer.Serialize(stream, identity, RunJson.Default.RunIdentity));
            }

            store = SweepStores.Create(System.IO.Path.Combine(state, RunFiles.Store), time);
            await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            var sweep = await BeginAsync(path, store, spec, dataset, cancellationToken).ConfigureAwait(false);
            var folder = new RunFolder(path, spec, new RunSummaryDataset(dataset.Name, dataset.Description, dataset.Fingerprint), time, held, store, sweep);
            folder._files.WriteSpecification();
            return folder;
        }
        catch
        {
            if (store is not null)
            {
                await store.DisposeAsync().ConfigureAwait(false);
            }

            held.Dispose();
            throw;
        }
    }

    /// <summary>Makes the folder and keeps others out of it.</summary>
    private static IDisposable Hold(string path, string state)
    {
        try
        {
            Directory.CreateDirectory(state);
            return RunLock.Take(path);
        }
        catch (Exception error) when (WriteFailure.Is(error))
        {
            throw new RunFolderException($"'{path}' cannot be written: {WriteFailure.Reason(error)}. Choose another folder with --out.");
        }
    }

    /// <summary>Whose run a folder holds; null when it holds none.</summary>
    /// <exception cref="RunFolderException">What says so cannot be read.</exception>
    public static RunIdentity? ReadIdentity(string path)
    {
        var file = System.IO.Path.Combine(path, RunFiles.State, RunFiles.Identity);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RunJson.Default.RunIdentity)
                ?? throw new RunFolderException($"'{file}' is empty. Choose another folder with --out.");
        }
        catch (JsonException error)
        {
            throw new RunFolderException($"'{file}' is damaged ({error.Message}). Choose another folder with --out.");
        }
    }

    /// <summary>The ended trials by number; without their epochs, which stand in <c>epochs.csv</c>.</summary>
    public Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken) => _results.LoadAsync(cancellationToken);

    /// <summary>The results so far.</summary>
    public Task<RunSummary> SummarizeAsync(CancellationToken cancellationToken) => _files.SummarizeAsync(cancellationToken);

    /// <summary>Where the sweep stands.</summary>
    public async Task<SweepRecord> FindAsync(CancellationToken cancellationToken) =>
        await Store.FindSweepAsync(Sweep, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException($"The store in '{Path}' has lost its sweep. Choose another folder with --out.");

    /// <summary>Writes every file as of now.</summary>
    /// <exception cref="StoreException">They cannot be written.</exception>
    public async Task WriteFilesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _pace.RunAsync(() => _files.WriteAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InputException)
        {
            throw new StoreException($"Writing the run's files failed: {error.Message}", error);
        }
    }

    /// <summary>Writes every file when it is time to.</summary>
    public Task WriteFilesIfDueAsync(CancellationToken cancellationToken) => _pace.IsDue ? WriteFilesAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync().ConfigureAwait(false);
        _results.Dispose();
        _held.Dispose();
    }

    /// <summary>Puts the sweep into the store, or finds it there and takes back what a killed process held.</summary>
    private static async Task<string> BeginAsync(string path, ISweepStore store, SweepSpec spec, Dataset dataset, CancellationToken cancellationToken)
    {
        var coordinators = new SweepCoordinators();
        var submitted = await store.SubmitAsync(
            new SweepSubmission { Id = spec.Name, Key = Key, Specification = spec, Begin = coordinators.Advance },
            cancellationToken).ConfigureAwait(false);
        if (coordinators.Specification(submitted.Sweep).Policy != spec.Policy)
        {
            throw new RunFolderException($"'{path}' holds a run of this sweep with other limits (execution or budget). Choose another folder with --out.");
        }

        // The folder's lock is ours: no other process lives that could hold a trial.
        foreach (var silo in await store.ListSilosAsync(cancellationToken).ConfigureAwait(false))
        {
            await store.LeaveSiloAsync(silo.Id, SiloEnd.Lost, coordinators.Advance, cancellationToken).ConfigureAwait(false);
        }

        await store.FixDatasetAsync(submitted.Sweep.Id, new DatasetIdentity(dataset.Name, dataset.Fingerprint), cancellationToken).ConfigureAwait(false);
        return submitted.Sweep.Id;
    }

    private static void DeleteTemporaries(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + RunFiles.TemporarySuffix))
        {
            File.Delete(file);
        }
    }
}
