using System.Globalization;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Page.Components;

/// <summary>Values as people read them.</summary>
internal static class PageText
{
    private const double Percents = 100;

    /// <summary>Where nothing is to be said.</summary>
    public const string None = "–";

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Many(long number, string one) => number == 1 ? $"1 {one}" : $"{Count(number)} {one}s";

    public static string Percent(double? share) => share is { } value ? (value * Percents).ToString("0.00", CultureInfo.InvariantCulture) : None;

    public static string Loss(double? loss) => loss is { } value ? value.ToString("G4", CultureInfo.InvariantCulture) : None;

    public static string Points(double? points) => points is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : None;

    /// <summary>A mean with its 95 % interval.</summary>
    public static string Mean(Estimate? estimate, Func<double?, string> text) => estimate switch
    {
        null => None,
        { HalfWidth: { } half } => $"{text(estimate.Mean)} ± {text(half)}",
        _ => text(estimate.Mean),
    };

    /// <summary>A span of time: 3 s, 2 min 5 s, 1 h 12 min.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 1 } => $"{time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Machine(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Words(SweepState state) => state == SweepState.CompletedWithFailures ? "completed with failures" : Lower(state);

    public static string Words(TrialState state) => state == TrialState.StoppedEarly ? "stopped early" : Lower(state);

    public static string Words(AttemptOutcome? outcome) => outcome switch
    {
        null => "running",
        AttemptOutcome.StoppedEarly => "stopped early",
        AttemptOutcome.Released => "given back, to be continued",
        AttemptOutcome.Lost => "lost with its silo",
        AttemptOutcome.Crashed => "crashed its silo",
        { } known => Lower(known),
    };

    /// <summary>The class that gives a state its colour.</summary>
    public static string Tone(SweepState state) => state switch
    {
        SweepState.Running => "tone-busy",
        SweepState.Completed => "tone-good",
        SweepState.CompletedWithFailures => "tone-bad",
        SweepState.Paused or SweepState.Draining => "tone-warn",
        _ => "tone-quiet",
    };

    /// <summary>Likewise.</summary>
    public static string Tone(TrialState state) => state switch
    {
        TrialState.Running => "tone-busy",
        TrialState.Completed => "tone-good",
        TrialState.Failed => "tone-bad",
        TrialState.StoppedEarly => "tone-warn",
        _ => "tone-quiet",
    };

    public static string Words(MemberStatus status) => status switch
    {
        MemberStatus.None => "not known",
        MemberStatus.ShuttingDown => "shutting down",
        _ => Lower(status),
    };

    /// <summary>Likewise.</summary>
    public static string Tone(MemberStatus status) => status switch
    {
        MemberStatus.Active => "tone-good",
        MemberStatus.Created or MemberStatus.Joining => "tone-busy",
        MemberStatus.ShuttingDown or MemberStatus.Stopping => "tone-warn",
        MemberStatus.Dead => "tone-bad",
        _ => "tone-quiet",
    };

    /// <summary>A configuration's parameters, by the last part of their paths where that is enough.</summary>
    public static string Parameters(SweepSpec spec, SweepConfiguration configuration) => configuration.Parameters.Count == 0
        ? "the only one"
        : string.Join(", ", configuration.Parameters.Select(parameter => $"{Name(spec, parameter.Key)} {parameter.Value}"));

    /// <summary>A parameter's short name.</summary>
    public static string Name(SweepSpec spec, string path)
    {
        var last = Last(path);
        return spec.Axes.Count(other => string.Equals(Last(other), last, StringComparison.Ordinal)) <= 1 ? last : path;
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..].Replace('_', ' ');

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
