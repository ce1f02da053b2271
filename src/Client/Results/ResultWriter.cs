using DropoutSweep.Client.Interaction;
using Spectre.Console;

namespace DropoutSweep.Client.Results;

/// <summary>Writes results to a terminal in colours and at its width; elsewhere plain and unbroken.</summary>
internal sealed class ResultWriter
{
    private readonly TextWriter _writer;
    private readonly IAnsiConsole? _terminal;

    public ResultWriter(ClientHost host)
    {
        _writer = host.Out;
        _terminal = host.OutIsTerminal ? Consoles.Create(host.Out, terminal: true, host.Color, host.Width, host.Height) : null;
        Width = host.OutIsTerminal ? host.Width : int.MaxValue;
    }

    /// <summary>Columns there are.</summary>
    public int Width { get; }

    /// <summary>A line of text in a style.</summary>
    public void Line(string style, string text)
    {
        if (_terminal is null)
        {
            _writer.WriteLine(text);
        }
        else
        {
            _terminal.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
        }
    }
}
