using DropoutSweep.Figures.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Figures.Tests;

public sealed class FigureViewTests
{
    [Fact]
    public async Task Render_InAPage_GivesTheBytesOfTheFile()
    {
        var data = FigureCatalog.Sweep[0].Compute(Scenarios.Of("quickstart"));
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Data"] = data });

        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<FigureView>(parameters)).ToHtmlString());

        Assert.Equal(await FigureRenderer.RenderAsync(data, TestContext.Current.CancellationToken), html);
    }
}
