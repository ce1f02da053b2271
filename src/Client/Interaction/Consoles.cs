using Spectre.Console;

namespace DropoutSweep.Client.Interaction;

/// <summary>Makes Spectre consoles over a writer, with nothing detected: what is a terminal is decided in one place.</summary>
internal static class Consoles
{
    public static IAnsiConsole Create(TextWriter writer, bool terminal, bool color, int width, int height)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal && color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Profile.Capabilities.Unicode = true;
        console.Profile.Capabilities.Links = false;
        return console;
    }
}
