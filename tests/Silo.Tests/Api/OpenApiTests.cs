using System.Text.Json;
using DropoutSweep.Silo.Tests.Api.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_CommittedFile_IsWhatTheSiloServes()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/openapi/v1.json");
        var text = (await answer.Content.ReadAsStringAsync(TestApi.Cancelled)).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

        Repository.AssertGenerated(Repository.PathOf("docs", "openapi.json"), text);
    }

    [Fact]
    public async Task Document_EveryEndpoint_HasANameASummaryAndKnownAnswers()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestApi.Cancelled));

        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).ToList();
        Assert.Equal(35, operations.Count);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.Contains(operation.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2');
        });
    }
}
