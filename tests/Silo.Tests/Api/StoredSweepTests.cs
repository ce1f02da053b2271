using System.Net;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

/// <summary>The API over a real SQLite file that another silo works on.</summary>
public sealed class StoredSweepTests
{
    [Fact]
    public async Task Sweep_FromSubmissionToDeletion_IsSeenAsItIs()
    {
        await using var silo = await StoredSilo.StartAsync();
        var api = silo.Api;
        var id = await api.SubmitAsync(TestApi.Yaml + "execution: {priority: 4, keep_models: 1}\n");
        using var stream = await api.GetAsync($"/v1/sweeps/{id}/events?until=end");
        var events = stream.Content.ReadAsStringAsync(TestApi.Cancelled);

        await silo.TrainAllAsync(trial => trial.Number == 2
            ? TestTrials.Diverged(trial)
            : TestTrials.Completed(trial, 0.7 + (0.1 * trial.Configuration), TestTrials.Epoch(1), TestTrials.Epoch(2, double.NaN)));

        var sweep = await api.GetAsync($"/v1/sweeps/{id}", ApiJson.Default.SweepView);
        Assert.Equal((SweepState.CompletedWithFailures, 4, 3, 1, 1), (sweep.State, sweep.Priority, sweep.Trials.Completed, sweep.Trials.Failed, sweep.BestTrial));
        var ids = (await events.WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled)).Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, (int)sweep.Sequence).Select(number => $"id: {number}").ToList(), ids);

        var summary = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);
        Assert.Equal((3, 1, 0, 1), (summary.Completed, summary.Failed, summary.Pending, summary.BestTrial));
        var best = (await api.GetAsync($"/v1/sweeps/{id}/trials?sort=objective&limit=1", ApiJson.Default.TrialListView)).Trials[0];
        Assert.Equal((1, TrialState.Completed, 0.7 + 0.1, true), (best.Number, best.State, best.Objective, best.HasModel));
        Assert.Equal([TestTrials.Epoch(1), TestTrials.Epoch(2, double.NaN)], (await api.GetAsync($"/v1/sweeps/{id}/trials/1/epochs", ApiJson.Default.EpochListView)).Epochs);
        Assert.Equal([[3, 1], [2, 4]], (await api.GetAsync($"/v1/sweeps/{id}/trials/1", ApiJson.Default.TrialView)).Result!.TestConfusion!);
        Assert.Equal(4, (await api.GetAsync($"/v1/sweeps/{id}/attempts", ApiJson.Default.AttemptListView)).Attempts.Count);
        Assert.Equal("silo-1", Assert.Single((await api.GetAsync("/v1/silos", ApiJson.Default.SiloListView)).Silos).Id);
        using var model = await api.GetAsync($"/v1/sweeps/{id}/trials/1/model");
        Assert.Equal([1], await model.Content.ReadAsByteArrayAsync(TestApi.Cancelled));
        using var dropped = await api.GetAsync($"/v1/sweeps/{id}/trials/0/model");
        Assert.Equal("no model of trial 0 is kept: the sweep keeps those of its best 1 trials; kept is that of trial 1", (await TestApi.ProblemAsync(dropped, HttpStatusCode.NotFound)).Detail);

        using var deleted = await api.Client.DeleteAsync($"/v1/sweeps/{id}", TestApi.Cancelled);
        using var after = await api.GetAsync($"/v1/sweeps/{id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Retry_FailedTrial_RunsAgainAndTheSummaryFollows()
    {
        await using var silo = await StoredSilo.StartAsync();
        var api = silo.Api;
        var id = await api.SubmitAsync();
        await silo.TrainAllAsync(trial => trial.Number == 0 ? TestTrials.Diverged(trial) : TestTrials.Completed(trial, 0.8));
        Assert.Equal(1, (await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView)).Failed);

        using var retried = await api.PostAsync($"/v1/sweeps/{id}/retry");
        var open = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);
        await silo.TrainAllAsync(trial => TestTrials.Completed(trial, 0.9));
        var done = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);
        using var again = await api.PostAsync($"/v1/sweeps/{id}/retry");

        Assert.Equal((3, 0, 1), (open.Completed, open.Failed, open.Pending));
        Assert.Equal((4, 0, 0, 0), (done.Completed, done.Failed, done.Pending, done.BestTrial));
        Assert.Contains("nothing to retry", (await TestApi.ProblemAsync(again, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_SameKeyFromManyAtOnce_AddsOneSweep()
    {
        await using var silo = await StoredSilo.StartAsync();
        var api = silo.Api;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Idempotency-Key", "once"))));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Single((await api.GetAsync("/v1/sweeps", ApiJson.Default.SweepListView)).Sweeps);
        using var other = await api.PostAsync("/v1/sweeps", TestApi.Yaml + "seed: 5\n", headers: ("Idempotency-Key", "once"));
        await TestApi.ProblemAsync(other, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Get_KnownTag_ChangesWithWhatAnotherProcessWrites()
    {
        await using var silo = await StoredSilo.StartAsync();
        var api = silo.Api;
        var id = await api.SubmitAsync();
        using var first = await api.GetAsync($"/v1/sweeps/{id}/trials");
        var tag = first.Headers.ETag!.ToString();
        using var same = await api.GetAsync($"/v1/sweeps/{id}/trials", ("If-None-Match", tag));

        await silo.ClaimAsync(1);
        using var changed = await api.GetAsync($"/v1/sweeps/{id}/trials", ("If-None-Match", tag));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(TrialState.Running, (await TestApi.ReadAsync(changed, HttpStatusCode.OK, ApiJson.Default.TrialListView)).Trials[0].State);
    }

    [Fact]
    public async Task Prune_DryRun_CountsAndKeeps()
    {
        await using var silo = await StoredSilo.StartAsync();
        var api = silo.Api;
        var id = await api.SubmitAsync();
        await silo.TrainAllAsync(trial => TestTrials.Completed(trial, 0.8));

        using var dry = await api.PostAsync("/v1/prune", """{"keepModels":1,"dryRun":true}""", "application/json");
        using var wet = await api.PostAsync("/v1/prune", """{"keepModels":1}""", "application/json");
        var models = (await api.GetAsync($"/v1/sweeps/{id}/trials", ApiJson.Default.TrialListView)).Trials.Count(trial => trial.HasModel);

        Assert.Equal(await TestApi.ReadAsync(dry, HttpStatusCode.OK, ApiJson.Default.PruneOutcome), await TestApi.ReadAsync(wet, HttpStatusCode.OK, ApiJson.Default.PruneOutcome));
        Assert.Equal(1, models);
        using var events = await api.GetAsync($"/v1/sweeps/{id}/events?until=end");
        await events.Content.ReadAsStringAsync(TestApi.Cancelled).WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled);
    }
}
