using DropoutSweep.Storage.Tests.Sqlite;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using FsCheck;
using FsCheck.Fluent;

namespace DropoutSweep.Storage.Tests.Relational;

/// <summary>Generated sequences of calls, held against what the attempts' histories say must hold.</summary>
public sealed class GeneratedSequencesTests
{
    private static readonly SweepVerb[] Verbs = [SweepVerb.Pause, SweepVerb.Resume, SweepVerb.Drain, SweepVerb.Retry, SweepVerb.Cancel];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Calls_InAnyOrderKeepCountersStatesAndFences()
    {
        var steps = Gen.Choose(0, 99).NonEmptyListOf().Select(list => list.ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(60),
            Prop.ForAll(steps.ToArbitrary(), list => Run(list).GetAwaiter().GetResult()));
    }

    private static async Task<bool> Run(int[] steps)
    {
        await using var source = new SqliteSource();
        await using var store = await source.OpenAsync();
        var spec = TestSweeps.Spec(40);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var all = new List<TrialLease>();
        var held = new Dictionary<int, int>();
        foreach (var step in steps)
        {
            var lease = all.Count > 0 ? all[step % all.Count] : null;
            var holds = lease is not null && held.TryGetValue(lease.Trial.Number, out var attempt) && attempt == lease.Attempt.Attempt;
            switch (step % 7)
            {
                case 0 or 1:
                    Take(await store.ClaimAsync(TestSweeps.Claim($"s{step % 3}", 2), Token));
                    break;
                case 2 when lease is not null:
                    var state = step % 2 == 0 ? TrialState.Completed : TrialState.Failed;
                    TrialLease[] some = [.. all.Skip(step % all.Count).Take(1 + (step % 4)).DistinctBy(one => one.Trial.Number).Reverse()];
                    bool[] hold = [.. some.Select(one => held.TryGetValue(one.Trial.Number, out var current) && current == one.Attempt.Attempt)];
                    var (_, accepted, next) = await store.CompleteAndClaimAsync(
                        [.. some.Select(one => TestSweeps.End(one, step, state))],
                        step % 3 == 0 ? null : TestSweeps.Claim($"s{step % 3}") with { Ahead = 1 + (step % 5) },
                        TestSweeps.Advance(spec),
                        Token);
                    Assert.Equal(hold, accepted);
                    Array.ForEach(some, one => held.Remove(held.GetValueOrDefault(one.Trial.Number) == one.Attempt.Attempt ? one.Trial.Number : -1));
                    Take(next);
                    break;
                case 3 when lease is not null:
                    await store.ReleaseAsync([lease.Attempt], Token);
                    held.Remove(holds ? lease.Trial.Number : -1);
                    break;
                case 4 when lease is not null:
                    var directive = Assert.Single(await store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1)], 1)], Token));
                    Assert.Equal(holds, directive != AttemptDirective.Abandon);
                    break;
                case 5:
                    await source.PassAsync(TimeSpan.FromMinutes(2));
                    Assert.Equal(held.Count, (await store.RescueAsync(Token)).Count);
                    held.Clear();
                    break;
                case 6:
                    var after = await store.AdvanceAsync("a", TestSweeps.Apply(spec, Verbs[step % Verbs.Length]), Token);
                    if (after!.State == SweepState.Cancelled)
                    {
                        held.Clear();
                    }

                    break;
            }

            await Holds(store, held);
        }

        return true;

        void Take(IReadOnlyList<TrialLease> leases)
        {
            foreach (var one in leases)
            {
                Assert.True(held.TryAdd(one.Trial.Number, one.Attempt.Attempt), "A trial was handed out twice.");
                Assert.DoesNotContain(all, earlier => earlier.Attempt == one.Attempt);
                all.Add(one);
            }
        }
    }

    private static async Task Holds(ISweepStore store, Dictionary<int, int> held)
    {
        var sweep = (await store.FindSweepAsync("a", Token))!;
        var trials = (await store.ListTrialsAsync(new TrialQuery { Sweep = "a" }, Token)).Trials;
        Assert.Equal(held.OrderBy(pair => pair.Key), trials.Where(trial => trial.Record.State == TrialState.Running).Select(trial => KeyValuePair.Create(trial.Record.Trial.Number, trial.Attempts)), Equal);
        var counted = trials.CountBy(trial => trial.Record.State).ToDictionary();
        Assert.Equal(
            new TrialCounts
            {
                Pending = counted.GetValueOrDefault(TrialState.Pending),
                Running = counted.GetValueOrDefault(TrialState.Running),
                Completed = counted.GetValueOrDefault(TrialState.Completed),
                Failed = counted.GetValueOrDefault(TrialState.Failed),
                Cancelled = counted.GetValueOrDefault(TrialState.Cancelled),
            },
            sweep.Trials);
        Assert.Equal(trials.Where(trial => trial.EndedAt is not null).Sum(trial => (long)trial.Epochs), sweep.Epochs);
        var events = await store.ReadEventsAsync("a", 0, 10_000, Token);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(one => one.Sequence));
        Assert.Equal(sweep.Sequence, events.Count);
    }

    private static bool Equal(KeyValuePair<int, int> one, KeyValuePair<int, int> other) => one.Key == other.Key && one.Value == other.Value;
}
