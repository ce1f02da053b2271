using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Figures;

/// <summary>Draws figures as SVG. Equal data give equal bytes, which stand alone, in an image element and within a page.</summary>
public static class FigureRenderer
{
    /// <summary>Draws a figure.</summary>
    /// <param name="data">What it shows; of a type that the catalog knows.</param>
    /// <param name="cancellationToken">Ends the wait, not the drawing.</param>
    /// <returns>An <c>svg</c> element, lines ending in a line feed.</returns>
    /// <exception cref="ArgumentException">The catalog knows no component for the data.</exception>
    public static async Task<string> RenderAsync(FigureData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        var component = FigureCatalog.ComponentOf(data);
        var services = new ServiceCollection().BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            await using (renderer.ConfigureAwait(false))
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Data"] = data });
                return await renderer.Dispatcher.InvokeAsync(async () =>
                {
                    var root = await renderer.RenderComponentAsync(component, parameters).ConfigureAwait(true);
                    return Tidy(root.ToHtmlString());
                }).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lines without the blanks that the components' own layout leaves, and without empty ones.</summary>
    private static string Tidy(string svg)
    {
        var tidy = new StringBuilder(svg.Length);
        foreach (var line in svg.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim(' ');
            if (!trimmed.IsEmpty)
            {
                tidy.Append(trimmed).Append('\n');
            }
        }

        return tidy.ToString();
    }
}
