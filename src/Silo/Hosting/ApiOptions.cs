namespace DropoutSweep.Silo.Hosting;

/// <summary>How a silo serves its API.</summary>
public sealed record ApiOptions
{
    /// <summary>Environment variable that holds the token when no option gives one.</summary>
    public const string TokenVariable = "DROPOUTSWEEP_TOKEN";

    /// <summary>Environment variable that holds the token that only reads when no option gives one.</summary>
    public const string ReadTokenVariable = "DROPOUTSWEEP_READ_TOKEN";

    /// <summary>An IP address to listen on, <c>localhost</c>, or <c>*</c> for all; 127.0.0.1 by default. Anything but loopback needs a token.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65,535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The token that requests must carry, 16 to 1,000 printable characters without spaces; null to take <see cref="TokenFile"/>'s or the environment's.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds the token; null for none. Read again when it changes.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Another token, with which everything can be read and nothing changed; null to take <see cref="ReadTokenFile"/>'s or the environment's. Needs a token beside it.</summary>
    public string? ReadToken { get; init; }

    /// <summary>A file that holds the token that only reads; null for none. Read again when it changes.</summary>
    public string? ReadTokenFile { get; init; }

    /// <summary>Names under which the silo answers, without ports, besides those of loopback. On another address than loopback an empty list allows any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Submissions that the silo takes in a minute, 1 to 100,000; 120 by default. As many may come at once.</summary>
    public int SubmissionsPerMinute { get; init; } = 120;

    /// <summary>Times that an address may try to sign in within a minute, 1 to 100,000; 20 by default.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Streams of events that may be open at once, 1 to 100,000; 500 by default.</summary>
    public int MostStreams { get; init; } = 500;

    /// <summary>How long a request's headers may take to arrive; above 0, 10 s by default.</summary>
    public TimeSpan HeadersWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after which a stream of events that has nothing to say sends a comment; above 0, 15 s by default.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
