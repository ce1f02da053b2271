using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary>What every test of the contract starts from: an empty store that is open.</summary>
public abstract class StoreConformance(IStoreSource source) : IAsyncLifetime
{
    private protected ISweepStore Store { get; private set; } = null!;

    private protected SweepSpec Spec { get; private set; } = TestSweeps.Spec();

    private protected IStoreSource Source { get; } = source;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Store = await Source.OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        await Source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<SweepRecord> Submit(SweepSpec? spec = null, string id = "a", string? key = null)
    {
        Spec = spec ?? Spec;
        return (await Store.SubmitAsync(TestSweeps.Submission(Spec, id, key), Token)).Sweep;
    }

    private protected async Task<TrialLease> ClaimOne(string silo = "s1", int seconds = 60) =>
        Assert.Single(await Store.ClaimAsync(TestSweeps.Claim(silo, seconds: seconds), Token));

    private protected async Task<IReadOnlyList<TrialLease>> Claim(int slots, string silo = "s1") =>
        await Store.ClaimAsync(TestSweeps.Claim(silo, slots), Token);

    private protected async Task<SweepRecord?> Complete(AttemptEnd end) => await Store.CompleteAsync(end, TestSweeps.Advance(Spec), Token);

    private protected async Task<SweepRecord> Apply(SweepVerb verb, string id = "a") =>
        await Store.AdvanceAsync(id, TestSweeps.Apply(Spec, verb), Token) ?? throw new InvalidOperationException("no sweep");

    private protected async Task<SweepRecord> Sweep(string id = "a") =>
        await Store.FindSweepAsync(id, Token) ?? throw new InvalidOperationException("no sweep");

    private protected async Task<StoredTrial> Trial(int number, string id = "a") =>
        await Store.FindTrialAsync(id, number, Token) ?? throw new InvalidOperationException("no trial");

    private protected async Task<List<EndedTrial>> Ended(long after = 0, bool confusion = false)
    {
        var ended = new List<EndedTrial>();
        await foreach (var trial in Store.ReadEndedAsync("a", after, confusion, Token))
        {
            ended.Add(trial);
        }

        return ended;
    }

    private protected async Task<IReadOnlyList<SweepEvent>> Events(string id = "a", long after = 0) => await Store.ReadEventsAsync(id, after, 10_000, Token);
}
