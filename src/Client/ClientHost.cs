namespace DropoutSweep.Client;

/// <summary>What commands touch of the world around the process; tests give their own.</summary>
internal sealed record ClientHost
{
    /// <summary>Where data goes: tables, JSON, lists.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where talk goes: progress, notices, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal that can redraw lines.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; of no effect on what is redirected.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Rows of the terminal.</summary>
    public int Height { get; init; } = 24;

    /// <summary>Whether colours are welcome on a terminal.</summary>
    public bool Color { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>The host of a real process.</summary>
    public static ClientHost ForProcess()
    {
        var dumb = string.Equals(System.Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        var (width, height) = Size();
        return new ClientHost
        {
            Out = Console.Out,
            Error = Console.Error,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected && !dumb,
            Width = width,
            Height = height,
            Color = !dumb && string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("NO_COLOR")),
            Environment = System.Environment.GetEnvironmentVariable,
        };
    }

    private static (int Width, int Height) Size()
    {
        if (Console.IsOutputRedirected && Console.IsErrorRedirected)
        {
            return (80, 24);
        }

        try
        {
            var (width, height) = (Console.WindowWidth, Console.WindowHeight);
            return (width > 0 ? width : 80, height > 0 ? height : 24);
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }
}
