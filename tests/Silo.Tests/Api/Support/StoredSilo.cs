using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>The API over a real SQLite file, and a silo that trains in no time what it claims there, through a store of its own.</summary>
internal sealed class StoredSilo : IAsyncDisposable
{
    private const string Name = "silo-1";
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder;
    private readonly ISweepStore _store;

    private StoredSilo(TemporaryFolder folder, ISweepStore store, TestApi api)
    {
        _folder = folder;
        _store = store;
        Api = api;
    }

    public TestApi Api { get; }

    public static async Task<StoredSilo> StartAsync()
    {
        var folder = new TemporaryFolder();
        var own = await OpenAsync(folder);
        await own.EnterSiloAsync(
            new SiloRecord { Id = Name, Host = "here", Process = 7, Slots = 1_000, Engine = "sql", Version = "1", VectorBits = 256 }, s_lease, TestApi.Cancelled);
        return new StoredSilo(folder, own, await TestApi.StartAsync(store: await OpenAsync(folder)));
    }

    public async Task<IReadOnlyList<TrialLease>> ClaimAsync(int slots) =>
        await _store.ClaimAsync(new ClaimRequest { Silo = Name, Slots = [.. Enumerable.Range(0, slots)], Lease = s_lease }, TestApi.Cancelled);

    public async Task EndAsync(TrialLease lease, TrialRecord record, byte[]? model = null)
    {
        var sweep = (await _store.FindSweepAsync(lease.Attempt.Sweep, TestApi.Cancelled))!;
        var coordinator = new SweepCoordinator(SweepSpecReader.Read(sweep.Specification, sweep.Id));
        var end = new AttemptEnd
        {
            Attempt = lease.Attempt,
            Record = record,
            Cost = record.Result?.Validation?.Accuracy is { } accuracy ? -accuracy : double.PositiveInfinity,
            Model = model is null ? null : new ModelContent(model),
        };
        await _store.CompleteAsync(end, coordinator.Advance, TestApi.Cancelled);
    }

    /// <summary>Trains all that can be claimed.</summary>
    public async Task TrainAllAsync(Func<Trial, TrialRecord> train, int slots = 1)
    {
        while (await ClaimAsync(slots) is { Count: > 0 } leases)
        {
            foreach (var lease in leases)
            {
                await EndAsync(lease, train(lease.Trial), [(byte)lease.Trial.Number]);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<ISweepStore> OpenAsync(TemporaryFolder folder)
    {
        var store = SweepStores.Create(folder["sweeps.db"], TimeProvider.System);
        await store.OpenAsync(TestApi.Cancelled);
        return store;
    }
}
