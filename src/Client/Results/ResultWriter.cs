using DropoutSweep.Client.Interaction;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DropoutSweep.Client.Results;

/// <summary>Writes results to a terminal with colours and at its width; elsewhere plain, unbroken, without trailing spaces.</summary>
internal sealed class ResultWriter
{
    private const int Margin = 2;
    private readonly ClientHost _host;
    private readonly IAnsiConsole? _terminal;

    public ResultWriter(ClientHost host)
    {
        _host = host;
        _terminal = host.OutIsTerminal ? Consoles.Create(host.Out, terminal: true, host.Color, host.Width, host.Height) : null;
    }

    /// <summary>A line of text in a style.</summary>
    public void Line(string style, string text)
    {
        if (_terminal is null)
        {
            _host.Out.WriteLine(text);
        }
        else
        {
            _terminal.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
        }
    }

    /// <summary>Something drawn for the width there is.</summary>
    public void Write(Func<int, IRenderable> draw, int naturalWidth)
    {
        if (_terminal is not null)
        {
            _terminal.Write(draw(_host.Width));
            return;
        }

        using var text = new StringWriter();
        var width = naturalWidth + Margin;
        Consoles.Create(text, terminal: false, color: false, width, _host.Height).Write(draw(width));
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            _host.Out.WriteLine(line.TrimEnd());
        }
    }
}
