namespace DropoutSweep.Silo.Hosting;

/// <summary>How a silo serves its API.</summary>
public sealed record ApiOptions
{
    /// <summary>Environment variable that holds the token when no option gives one.</summary>
    public const string TokenVariable = "DROPOUTSWEEP_TOKEN";

    /// <summary>An IP address to listen on, <c>localhost</c>, or <c>*</c> for all; 127.0.0.1 by default. Anything but loopback needs a token.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65,535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The token that requests must carry, 16 to 1,000 printable characters without spaces; null to take <see cref="TokenFile"/>'s or the environment's.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds the token; null for none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Names under which the silo answers, without ports, besides those of loopback. On another address than loopback an empty list allows any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Submissions that the silo takes in a minute, 1 to 100,000; 120 by default. As many may come at once.</summary>
    public int SubmissionsPerMinute { get; init; } = 120;

    /// <summary>Pause after which a stream of events that has nothing to say sends a comment; above 0, 15 s by default.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
