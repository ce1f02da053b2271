using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page;

/// <summary>Renders Razor components to HTML, once, without state: what a browser gets is text.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders a component.</summary>
    /// <typeparam name="T">The component.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    public async Task<string> RenderAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var view = ParameterView.FromDictionary(parameters.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(view);
            return Tidy(root.ToHtmlString());
        });
    }

    /// <summary>Without the empty lines that components' directives leave.</summary>
    private static string Tidy(string html)
    {
        var tidy = new StringBuilder(html.Length);
        foreach (var line in html.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                tidy.Append(line.TrimEnd()).Append('\n');
            }
        }

        return tidy.ToString();
    }
}
