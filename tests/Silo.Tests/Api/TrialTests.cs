using System.Net;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Models.Onnx;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class TrialTests
{
    /// <summary>A sweep of four trials: two completed, one diverged, one pending.</summary>
    private static async Task<(TestApi Api, string Id)> StartAsync()
    {
        var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        var sweep = api.Store.Find(id);
        api.Store.Start(id, 0);
        api.Store.Start(id, 1);
        api.Store.Start(id, 2);
        api.Store.Complete(id, TestTrials.Completed(sweep, 1, 0.9), [1, 2, 3], TestTrials.Epoch(1), TestTrials.Epoch(2, double.NaN));
        api.Store.Complete(id, TestTrials.Completed(sweep, 0, 0.1 + 0.2));
        api.Store.Complete(id, TestTrials.Diverged(sweep, 2));
        return (api, id);
    }

    [Theory]
    [InlineData("", new[] { 0, 1, 2, 3 })]
    [InlineData("?state=completed", new[] { 0, 1 })]
    [InlineData("?state=failed,pending", new[] { 2, 3 })]
    [InlineData("?configuration=1", new[] { 1, 3 })]
    [InlineData("?sort=objective&limit=2", new[] { 1, 0 })]
    [InlineData("?sort=ended&state=completed&order=desc", new[] { 0, 1 })]
    [InlineData("?order=desc&offset=1&limit=2", new[] { 2, 1 })]
    public async Task List_Query_FindsWhatIsAsked(string query, int[] expected)
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        var page = await api.GetAsync($"/v1/sweeps/{id}/trials{query}", ApiJson.Default.TrialListView);

        Assert.Equal(expected, page.Trials.Select(trial => trial.Number).ToArray());
        Assert.Equal(api.Store.Find(id).Record.Sequence, page.Sequence);
    }

    [Theory]
    [InlineData("?configuration=-1", "configuration: found -1; a whole number")]
    [InlineData("?sate=failed", "sate: unknown parameter; did you mean 'state'?")]
    [InlineData("?colour=red", "colour: unknown parameter; known are state, configuration, sort, order, offset, limit, format")]
    [InlineData("?number=1", "number: unknown parameter")]
    [InlineData("?id=one", "id: unknown parameter")]
    [InlineData("?limit=abc", "limit: found 'abc'; a whole number")]
    [InlineData("?sort=loss", "number, objective, seconds, ended")]
    [InlineData("?order=up", "asc or desc")]
    [InlineData("?limit=10001", "1 to 10,000")]
    [InlineData("?format=xml", "json or csv")]
    [InlineData("?state=done", "pending, running, completed, failed, stoppedEarly, cancelled")]
    public async Task List_WrongParameter_SaysWhatIsRight(string query, string expected)
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials{query}");

        Assert.Contains(expected, (await TestApi.ProblemAsync(answer, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamEpochs_EndedTrials_HasALineForEachToTheLastBit()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/epochs");
        var lines = (await answer.Content.ReadAsStringAsync(TestApi.Cancelled)).TrimEnd('\n').Split('\n');
        var trials = lines.Select(line => JsonSerializer.Deserialize(line, ApiJson.Default.TrialEpochs)!).ToList();

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([.. trials.Select(trial => trial.Trial).Order()], trials.Select(trial => trial.Trial));
        Assert.Equal([TestTrials.Epoch(1), TestTrials.Epoch(2, double.NaN)], trials.Single(trial => trial.Trial == 1).Epochs);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/sweeps/none/epochs")).StatusCode);
    }

    [Theory]
    [InlineData("?format=csv&state=completed,failed", null)]
    [InlineData("?state=completed,failed", "text/csv")]
    public async Task List_AsCsv_HasARowForEach(string query, string? accept)
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials{query}", ("Accept", accept ?? "*/*"));
        var lines = (await answer.Content.ReadAsStringAsync(TestApi.Cancelled)).Split('\n');

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("trial,configuration,replicate,seed,model.dropout,state,failure,failure_message,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("0,0,0,1,0,completed,,,,,0,2,0.050000000000000044,0.95,0.7,0.30000000000000004,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,0,1,2,0,failed,diverged,\"the loss became NaN, \"\"as it were\"\"\",1,7,", lines[3], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
        Assert.All(lines.SkipLast(1).Where(line => !line.Contains('"', StringComparison.Ordinal)), line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }

    [Fact]
    public async Task Get_Completed_HasResultParametersAndConfusion()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        var trial = await api.GetAsync($"/v1/sweeps/{id}/trials/1", ApiJson.Default.TrialView);

        Assert.Equal((TrialState.Completed, 1, 1ul, 0.9, true), (trial.State, trial.Configuration, trial.Seed, trial.Objective, trial.HasModel));
        Assert.Equal("0.5", trial.Parameters["model.dropout"]);
        Assert.Equal([[3, 1], [2, 4]], trial.Result!.TestConfusion!);
        Assert.Equal(api.Store.Find(id).Trials[1].Record.Result!.Gap, trial.Result.Gap);
    }

    [Fact]
    public async Task Get_Diverged_SaysWhereAndHasNoObjective()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        var trial = await api.GetAsync($"/v1/sweeps/{id}/trials/2", ApiJson.Default.TrialView);

        Assert.Equal(new TrialFailure(TrialFailureKind.Diverged, "the loss became NaN, \"as it were\""), trial.Failure);
        Assert.Equal((1, 7L, null), (trial.Result!.Divergence!.Epoch, trial.Result.Divergence.Step, trial.Objective));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("x")]
    [InlineData("4/epochs")]
    [InlineData("4/model")]
    [InlineData("0/model")]
    [InlineData("3/model")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path)
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/{path}");

        await TestApi.ProblemAsync(answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Epochs_NotANumber_IsAString()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/1/epochs");
        var text = await answer.Content.ReadAsStringAsync(TestApi.Cancelled);
        var epochs = JsonSerializer.Deserialize(text, ApiJson.Default.EpochListView)!;

        Assert.Contains("\"trainingLoss\":\"NaN\"", text, StringComparison.Ordinal);
        Assert.Equal([TestTrials.Epoch(1), TestTrials.Epoch(2, double.NaN)], epochs.Epochs);
    }

    [Fact]
    public async Task Model_Kept_IsTheFile()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/1/model");

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{id}-1.safetensors", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync(TestApi.Cancelled));
    }

    [Fact]
    public async Task Model_FormatOnnx_IsTheSameModelWithItsMetadata()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;
        api.Store.Start(id, 3);
        var model = new TrainedModel { Options = new ModelOptions { Hidden = [] }, Inputs = 2, Outputs = 2, Layers = [new DenseWeights(2, 2, [1, 2, 3, 4], [5, 6])] };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["scale"] = "none", ["trial"] = "3" };
        using var kept = new MemoryStream();
        SafetensorsFile.Write(kept, model, metadata);
        using var expected = new MemoryStream();
        OnnxFile.Write(expected, model, PixelScale.None, metadata);
        api.Store.Complete(id, TestTrials.Completed(api.Store.Find(id), 3, 0.8), kept.ToArray());

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/3/model?format=onnx");
        using var wrong = await api.GetAsync($"/v1/sweeps/{id}/trials/3/model?format=keras");

        Assert.Equal($"{id}-3.onnx", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(expected.ToArray(), await answer.Content.ReadAsByteArrayAsync(TestApi.Cancelled));
        Assert.Contains("safetensors or onnx", (await TestApi.ProblemAsync(wrong, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "no model of trial 0 is kept: the sweep keeps those of its best 3 trials; kept is that of trial 1")]
    [InlineData(3, "trial 3 has no model yet: it has not ended")]
    public async Task Model_NotKept_SaysWhichAre(int trial, string expected)
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/{trial}/model?format=onnx");

        Assert.Equal(expected, (await TestApi.ProblemAsync(answer, HttpStatusCode.NotFound)).Detail);
    }

    [Fact]
    public async Task Attempts_Read_SayWhoTrainedWhat()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;

        var list = await api.GetAsync($"/v1/sweeps/{id}/attempts", ApiJson.Default.AttemptListView);

        Assert.Equal([(0, 1, "silo-1"), (1, 1, "silo-1"), (2, 1, "silo-1")], list.Attempts.Select(attempt => (attempt.Trial, attempt.Attempt, attempt.Silo)).ToArray());
    }

    [Fact]
    public async Task Summary_AsTrialsEnd_Grows()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;
        var before = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);

        api.Store.Start(id, 3);
        api.Store.Complete(id, TestTrials.Completed(api.Store.Find(id), 3, 0.8));
        var after = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);

        Assert.Equal((2, 1, 1, 1), (before.Completed, before.Failed, before.Pending, before.BestTrial));
        Assert.Equal((3, 1, 0), (after.Completed, after.Failed, after.Pending));
        Assert.Equal(1, after.Configurations[0].Number);
        Assert.Equal(0.85, after.Configurations[0].ValidationAccuracy!.Mean, 12);
        Assert.NotNull(after.Configurations[0].ValidationAccuracy!.HalfWidth);
        Assert.Equal("0", after.Configurations[1].Parameters["model.dropout"]);
        Assert.True(after.Sequence > before.Sequence);
    }

    [Fact]
    public async Task Summary_AfterRetry_ForgetsWhatIsToRunAgain()
    {
        var (api, id) = await StartAsync();
        await using var _ = api;
        api.Store.Start(id, 3);
        api.Store.Complete(id, TestTrials.Completed(api.Store.Find(id), 3, 0.8));
        Assert.Equal(1, (await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView)).Failed);

        using var retried = await api.PostAsync($"/v1/sweeps/{id}/retry");

        var after = await api.GetAsync($"/v1/sweeps/{id}/summary", ApiJson.Default.SummaryView);
        Assert.Equal((3, 0, 1), (after.Completed, after.Failed, after.Pending));
        Assert.Equal(SweepState.Running, api.Store.Find(id).Record.State);
    }
}
