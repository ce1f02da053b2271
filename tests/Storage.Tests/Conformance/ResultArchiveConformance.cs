using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IResultArchive"/>, line by line.</summary>
public abstract class ResultArchiveConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task ListTrials_SortsByEachOrder()
    {
        await SomeResults();

        Assert.Equal([0, 1, 2, 3, 4], await Numbers(TrialOrder.Number, false));
        Assert.Equal([4, 3, 2, 1, 0], await Numbers(TrialOrder.Number, true));
        Assert.Equal([2, 0, 1, 3, 4], await Numbers(TrialOrder.Objective, false));
        Assert.Equal([0, 1, 2, 3, 4], await Numbers(TrialOrder.Objective, true));
        Assert.Equal([4, 2, 1, 0, 3], await Numbers(TrialOrder.Seconds, false));
        Assert.Equal([3, 2, 1, 0, 4], await Numbers(TrialOrder.Ended, false));
        Assert.Equal([0, 1, 2, 3, 4], await Numbers(TrialOrder.Ended, true));

        async Task<IEnumerable<int>> Numbers(TrialOrder order, bool descending) =>
            (await Store.ListTrialsAsync(new TrialQuery { Sweep = "a", Order = order, Descending = descending }, Token)).Trials.Select(trial => trial.Record.Trial.Number);
    }

    [Fact]
    public async Task ListTrials_FiltersAndPages()
    {
        await SomeResults();

        var page = await Store.ListTrialsAsync(new TrialQuery { Sweep = "a", States = [TrialState.Completed], Offset = 1, Limit = 1 }, Token);
        Assert.Equal(3, page.Total);
        Assert.Equal(1, Assert.Single(page.Trials).Record.Trial.Number);
        Assert.Equal(5, (await Store.ListTrialsAsync(new TrialQuery { Sweep = "a", Configuration = 0 }, Token)).Total);
        Assert.Equal(0, (await Store.ListTrialsAsync(new TrialQuery { Sweep = "a", Configuration = 1 }, Token)).Total);
        Assert.Empty((await Store.ListTrialsAsync(new TrialQuery { Sweep = "nobody" }, Token)).Trials);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListTrials_MakesPartsOfALargePage_InItsOrder(bool descending)
    {
        await Submit(TestSweeps.Spec(trials: 230));
        var numbers = Enumerable.Range(0, 230).ToList();
        if (descending)
        {
            numbers.Reverse();
        }

        var page = await Store.ListTrialsAsync(
            new TrialQuery { Sweep = "a", Descending = descending, Offset = 7, Limit = 220 }, trials => trials.Select(trial => trial.Record.Trial.Number).ToList(), Token);

        Assert.Equal(230, page.Total);
        Assert.InRange(page.Parts.Count, 2, 220);
        Assert.Equal(numbers[7..227], page.Parts.SelectMany(part => part));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(229)]
    public async Task ListTrials_PartThatCannotBeMade_IsTheCallersError(int number)
    {
        await Submit(TestSweeps.Spec(trials: 230));
        var query = new TrialQuery { Sweep = "a", Limit = 230 };

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Store.ListTrialsAsync(
            query, trials => trials.Any(trial => trial.Record.Trial.Number == number) ? throw new InvalidTimeZoneException() : trials.Count, Token));

        Assert.Equal(230, (await Store.ListTrialsAsync(query, Token)).Trials.Count);
    }

    [Fact]
    public async Task FindTrial_HasItsConfusionMatrix()
    {
        await Submit();
        var lease = await ClaimOne();
        var end = TestSweeps.End(lease);
        var confusion = new ConfusionMatrix(2, [1, 2, 3, 4]);
        await Complete(end with { Record = end.Record with { Result = end.Record.Result! with { TestConfusion = confusion } } });

        Assert.Equal(confusion.Counts.ToArray(), (await Trial(0)).Record.Result!.TestConfusion!.Counts.ToArray());
        var page = await Store.ListTrialsAsync(new TrialQuery { Sweep = "a" }, Token);
        Assert.Null(page.Trials[0].Record.Result!.TestConfusion);
        Assert.Null(Assert.Single(await Ended()).Record.Result!.TestConfusion);
        Assert.NotNull(Assert.Single(await Ended(confusion: true)).Record.Result!.TestConfusion);
    }

    [Fact]
    public async Task FindTrial_UnknownIsNull()
    {
        await Submit();
        Assert.Null(await Store.FindTrialAsync("a", 4, Token));
        Assert.Null(await Store.FindTrialAsync("nobody", 0, Token));
    }

    [Fact]
    public async Task ReadEnded_FollowsTheOrderOfTheirEnds()
    {
        await SomeResults();
        var all = await Ended();

        Assert.Equal([3, 2, 1, 0], all.Select(one => one.Record.Trial.Number));
        Assert.Equal(all.Select(one => one.Sequence).Order(), all.Select(one => one.Sequence));
        Assert.Equal([1, 0], (await Ended(all[1].Sequence)).Select(one => one.Record.Trial.Number));
        Assert.Equal((await Events()).Where(one => string.Equals(one.Kind, SweepEventKinds.Ended, StringComparison.Ordinal)).Select(one => one.Sequence), all.Select(one => one.Sequence));
        Assert.Empty(await Ended(all[^1].Sequence));
    }

    [Fact]
    public async Task ReadAllEpochs_OfEndedTrialsByNumber()
    {
        await SomeResults();
        var all = new List<TrialEpochs>();
        await foreach (var one in Store.ReadAllEpochsAsync("a", Token))
        {
            all.Add(one);
        }

        Assert.Equal([0, 1, 2, 3], all.Select(one => one.Trial));
        Assert.All(all, one => Assert.Equal([1, 2], one.Epochs.Select(epoch => epoch.Epoch)));
    }

    [Fact]
    public async Task Read_MoreThanOneChunk()
    {
        await Submit(TestSweeps.Spec(1_000));
        await Store.AdvanceAsync("a", sweep => SweepDecision.None(sweep) with { CancelOpen = true, State = SweepState.Cancelled }, Token);

        Assert.Equal(Enumerable.Range(0, 1_000), (await Ended()).Select(one => one.Record.Trial.Number));
        Assert.Equal(1_002, (await Sweep()).Sequence);
    }

    [Fact]
    public async Task ReadModel_NoneIsNull()
    {
        await Submit();
        Assert.Null(await Store.ReadModelAsync("a", 0, Token));
    }

    [Fact]
    public async Task ListAttempts_ByStart()
    {
        await Submit();
        var first = await ClaimOne();
        await Store.ReleaseAsync([first.Attempt], Token);
        await Claim(2, "s2");

        var attempts = await Store.ListAttemptsAsync("a", trial: null, Token);
        Assert.Equal([(0, 1), (0, 2), (1, 1)], attempts.Select(one => (one.Trial, one.Attempt)));
        Assert.Equal((AttemptOutcome.Released, "s1", true), (attempts[0].Outcome, attempts[0].Silo, attempts[0].EndedAt >= attempts[0].StartedAt));
        Assert.Equal((null, "s2", 1), (attempts[2].Outcome, attempts[2].Silo, attempts[2].Slot));
        Assert.Equal(attempts.Take(2), await Store.ListAttemptsAsync("a", trial: 0, Token));
    }

    /// <summary>Trials 3, 2, 1, 0 end in this order; 3 fails, trial 4 waits.</summary>
    private async Task SomeResults()
    {
        await Submit(TestSweeps.Spec(5));
        var leases = await Claim(4);
        double[] costs = [0.5, 0.5, 0.25, 0];
        int[] order = [3, 2, 1, 0];
        foreach (var i in order)
        {
            await Complete(TestSweeps.End(leases[i], costs[i], i == 3 ? TrialState.Failed : TrialState.Completed, seconds: i == 3 ? 50 : 10 - i));
        }
    }
}
