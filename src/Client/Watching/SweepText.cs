using System.Text.Json;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Progress;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;

namespace DropoutSweep.Client.Watching;

/// <summary>A cluster's sweeps in words.</summary>
internal static class SweepText
{
    /// <summary>A state, such as <c>completed with failures</c>.</summary>
    public static string State(SweepState state) => state == SweepState.CompletedWithFailures ? "completed with failures" : state.ToString().ToLowerInvariant();

    /// <summary>A sweep's state with its reason.</summary>
    public static string State(SweepView sweep) => sweep.Reason is { } reason ? $"{State(sweep.State)}: {reason}" : State(sweep.State);

    /// <summary>Trials that came to their own end, of those planned: one that was cancelled did not.</summary>
    public static string Ended(SweepView sweep) => $"{sweep.Trials.Ended - sweep.Trials.Cancelled}/{sweep.Planned}";

    /// <summary>Silos and slots in a few words.</summary>
    public static string Silos(IReadOnlyList<SiloRecord> silos) => silos.Count == 0
        ? "no silo is there: nothing is trained until one is ('dropoutsweep up')"
        : $"{silos.Count} silo(s), {silos.Sum(silo => Math.Min(silo.Running, silo.Slots))} of {silos.Sum(silo => silo.Slots)} slot(s) busy";

    /// <summary>Where a sweep stands, in one line.</summary>
    public static string Line(SweepMoment at)
    {
        var sweep = at.Sweep;
        var text = $"{Ended(sweep)} trials ({(int)(at.Share * 100)} %), {sweep.Trials.Running} running";
        text += sweep.Trials.Failed > 0 ? $", {sweep.Trials.Failed} failed" : "";
        text += sweep.Lost > 0 ? $", {sweep.Lost} lost and gone on" : "";
        text += at.Best is { } best ? $", best {Objective(best)} (trial {best.Number})" : "";
        text += $", {NumberText.Duration(at.Elapsed)} elapsed";
        text += at.Left is { } left ? $", about {NumberText.Duration(left)} left" : "";
        return sweep.State is SweepState.Running ? text : $"{text}; {State(sweep)}";
    }

    /// <summary>Where a sweep stands, a line for each thing.</summary>
    public static IEnumerable<(string Label, string Text)> Details(SweepMoment at)
    {
        var sweep = at.Sweep;
        yield return ("sweep", sweep.Id);
        yield return ("state", State(sweep));
        yield return ("trials", Counts(sweep));
        if (at.Best is { } best)
        {
            yield return ("best", $"{new TrialText(at.Spec).Name(ClusterResults.Record(best).Trial)}: {TrialText.Outcome(ClusterResults.Record(best))}");
        }

        var left = at.Left is { } time ? $", about {NumberText.Duration(time)} left" : "";
        yield return ("time", sweep.StartedAt is null ? "not begun" : $"{NumberText.Duration(at.Elapsed)}{left}; {NumberText.Duration(TimeSpan.FromSeconds(sweep.Seconds))} in slots");
        yield return ("data", sweep.Dataset?.Name ?? "chosen when the first trial begins");
        yield return ("silos", Silos(at.Silos));
        if (sweep.Priority != 0)
        {
            yield return ("priority", sweep.Priority.ToString());
        }

        if (sweep.MaxConcurrent is { } most)
        {
            yield return ("at once", $"at most {most}");
        }
    }

    /// <summary>An event worth a line; null for others.</summary>
    public static string? Of(EventView happened) => happened.Kind switch
    {
        SweepEventKinds.Lost => $"trial {happened.Trial}: {Text(happened, "silo") ?? "its silo"} {(Flag(happened, "crashed") ? "crashed" : "was lost")}; it goes on from its last checkpoint",
        SweepEventKinds.Released => $"trial {happened.Trial}: given back by {Text(happened, "silo") ?? "its silo"}; it goes on from its checkpoint",
        SweepEventKinds.Sweep when Text(happened, "state") is { } state => $"the sweep is {Words(state)}{(Text(happened, "reason") is { } reason ? $": {reason}" : "")}",
        _ => null,
    };

    /// <summary>Trials that had ended when a sweep's state changed; null when the event does not say so.</summary>
    public static int? EndedBy(EventView happened) =>
        happened.Data.ValueKind == JsonValueKind.Object && happened.Data.TryGetProperty("ended", out var value) && value.TryGetInt32(out var ended) ? ended : null;

    /// <summary>A trial's objective on validation.</summary>
    public static string Objective(TrialView trial) => trial.Result?.Validation switch
    {
        { Accuracy: { } accuracy } => $"validation {NumberText.Percent(accuracy)} %",
        { } scores => $"validation loss {NumberText.Loss(scores.Loss)}",
        null => "no validation",
    };

    private static string Counts(SweepView sweep)
    {
        var trials = sweep.Trials;
        var parts = new List<string> { $"{trials.Ended} of {sweep.Planned} ended" };
        Add(parts, trials.Completed, "completed");
        Add(parts, trials.StoppedEarly, "stopped early");
        Add(parts, trials.Failed, "failed");
        Add(parts, trials.Cancelled, "cancelled");
        Add(parts, trials.Running, "running");
        Add(parts, sweep.IsEnded() ? 0 : sweep.Planned - trials.Ended - trials.Running, "waiting");
        Add(parts, sweep.Lost, "attempt(s) lost and gone on");
        return string.Join(", ", parts);
    }

    private static void Add(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{count} {what}");
        }
    }

    private static string Words(string camelCase) => EnumNames.Find<SweepState>(camelCase) is { } state ? State(state) : camelCase;

    private static string? Text(EventView happened, string member) =>
        happened.Data.ValueKind == JsonValueKind.Object && happened.Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(EventView happened, string member) =>
        happened.Data.ValueKind == JsonValueKind.Object && happened.Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;
}
