using System.Net;
using System.Net.Http.Headers;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

/// <summary>Models that were really trained, on the built-in digits.</summary>
public sealed class InspectionTests(InspectedSilo silo) : IClassFixture<InspectedSilo>
{
    private const string Regression = "name: x\ndataset: curve\nmodel: {layers: [8], output: linear, dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1}\nobjective: validation_loss\n";

    [Fact]
    public async Task Whole_KeptModel_IsWhatTheInspectorFinds()
    {
        var (api, id) = (silo.Api, silo.Sweep);

        var found = await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection?image=3&mask=2", ApiJson.Default.ModelInspection);

        var data = await silo.DataAsync();
        var expected = new ModelInspector(silo.Train(1, data), data).Activations(data.Dataset.Test, 3, 2);
        Assert.Equal(expected.Layers[1].Masked, found.Activations.Layers[1].Masked);
        Assert.Equal(expected.Outputs, found.Activations.Outputs);
        Assert.Equal(3, found.Image!.Row);
        Assert.NotNull(found.Twin);
        Assert.Equal(data.Dataset.Test.Count, found.Confusion!.Counts.Sum());
    }

    [Theory]
    [InlineData("activations")]
    [InlineData("network")]
    [InlineData("distribution")]
    [InlineData("features")]
    [InlineData("confusion")]
    [InlineData("mistakes")]
    [InlineData("calibration")]
    [InlineData("ensemble")]
    [InlineData("uncertainty")]
    public async Task Part_KeptModel_IsServed(string part)
    {
        var (api, id) = (silo.Api, silo.Sweep);

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection/{part}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsStringAsync(TestApi.Cancelled)).Length > 50);
    }

    [Fact]
    public async Task Own_Pixels_AreLookedAtInPlaceOfATestImage()
    {
        var (api, id) = (silo.Api, silo.Sweep);
        var data = await silo.DataAsync();
        var test = data.Dataset.Test;

        var byRow = await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection?image=5", ApiJson.Default.ModelInspection);
        using var answer = await PostAsync(api, id, test.PixelsOf(5));
        var own = await TestApi.ReadAsync(answer, HttpStatusCode.OK, ApiJson.Default.ModelInspection);

        Assert.Equal(byRow.Activations.Outputs, own.Activations.Outputs);
        Assert.Null(own.Image!.Row);
        using var wrong = await PostAsync(api, id, new byte[3]);
        Assert.Contains("the body has 3 bytes", (await TestApi.ProblemAsync(wrong, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/inspection?image=100000", HttpStatusCode.BadRequest, "has test images 0 to")]
    [InlineData("1/inspection?image=-1", HttpStatusCode.BadRequest, "0 or more")]
    [InlineData("1/inspection?mask=-1", HttpStatusCode.BadRequest, "0 to")]
    [InlineData("9/inspection", HttpStatusCode.NotFound, "no trial 9")]
    [InlineData("1/inspection/curve", HttpStatusCode.NotFound, "of another kind")]
    public async Task Whole_WrongRequest_SaysWhatIsRight(string path, HttpStatusCode status, string expected)
    {
        var (api, id) = (silo.Api, silo.Sweep);

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/trials/{path}");

        Assert.Contains(expected, (await TestApi.ProblemAsync(answer, status)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_Regression_CanBeReadByAClient()
    {
        await using var regression = await InspectedSilo.StartAsync(Regression);
        var (api, id) = (regression.Api, regression.Sweep);

        var found = await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection", ApiJson.Default.ModelInspection);

        Assert.True(found.IsRegression);
        Assert.NotNull(found.Curve);
        Assert.NotNull(found.Ensemble);
        Assert.Null(found.Ensemble.WeightScalingAccuracy);
    }

    [Fact]
    public async Task Whole_TwinsModelIsGone_IsNotLookedUpFromBefore()
    {
        await using var regression = await InspectedSilo.StartAsync(Regression);
        var (api, id) = (regression.Api, regression.Sweep);
        Assert.NotNull((await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection", ApiJson.Default.ModelInspection)).Twin);

        var stored = api.Store.Find(id);
        stored.Trials[0] = stored.Trials[0] with { HasModel = false };
        stored.Models.Remove(0);

        Assert.Null((await api.GetAsync($"/v1/sweeps/{id}/trials/1/inspection", ApiJson.Default.ModelInspection)).Twin);
    }

    private static async Task<HttpResponseMessage> PostAsync(TestApi api, string id, byte[] pixels)
    {
        using var content = new ByteArrayContent(pixels) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await api.Client.PostAsync(new Uri($"/v1/sweeps/{id}/trials/1/inspection", UriKind.Relative), content, TestApi.Cancelled);
    }
}
