using System.Diagnostics.Metrics;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>What is handed out beside the silo's own instruments: .NET's and, with the engine <c>orleans</c>, some of Orleans'.</summary>
internal static class ForeignInstruments
{
    private const string Orleans = "Microsoft.Orleans";
    private static readonly string[] s_frameworkMeters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Whether silos hear one another, and whether grains keep their turns short. Orleans has a hundred more, most of them for its own authors.</summary>
    private static readonly string[] s_orleans =
    [
        "orleans-app-requests-timedout",
        "orleans-catalog-activations",
        "orleans-messaging-expired",
        "orleans-messaging-pings-reply-missed",
        "orleans-messaging-pings-sent",
        "orleans-messaging-rejected",
        "orleans-messaging-sent-dropped",
        "orleans-messaging-sent-failed",
        "orleans-scheduler-long-running-turns",
    ];

    /// <summary>The meters that they are of.</summary>
    public static IReadOnlyList<string> Meters { get; } = [.. s_frameworkMeters, Orleans];

    /// <summary>Whether an instrument is one of them.</summary>
    public static bool IsHandedOut(Instrument instrument) =>
        s_frameworkMeters.Contains(instrument.Meter.Name, StringComparer.Ordinal) || (IsOfOrleans(instrument) && s_orleans.Contains(instrument.Name, StringComparer.Ordinal));

    /// <summary>Whether an instrument is of one of <see cref="Meters"/>, but not handed out.</summary>
    public static bool IsLeftOut(Instrument instrument) => IsOfOrleans(instrument) && !IsHandedOut(instrument);

    private static bool IsOfOrleans(Instrument instrument) => string.Equals(instrument.Meter.Name, Orleans, StringComparison.Ordinal);
}
