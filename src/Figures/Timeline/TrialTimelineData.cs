using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Figures.Timeline;

/// <summary>Every attempt of a sweep by silo, slot and time.</summary>
public sealed record TrialTimelineData : FigureData
{
    private const int MostRows = 64;

    /// <summary>The slots that trained something, by silo in the order in which they began.</summary>
    public required IReadOnlyList<TimelineRow> Rows { get; init; }

    /// <summary>The attempts, by row and beginning.</summary>
    public required IReadOnlyList<TimelineBar> Bars { get; init; }

    /// <summary>The time that the figure covers, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Computes it.</summary>
    public static TrialTimelineData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // One that was handed out ahead of its turn and given back before it began was in no slot.
        AttemptRecord[] attempts = [.. input.Attempts.Where(attempt => attempt.Outcome != AttemptOutcome.Released || attempt.EndedAt > attempt.StartedAt)];
        if (attempts.Length == 0)
        {
            const string none = "No attempt has been recorded yet.";
            return new TrialTimelineData { Title = TitleText, Subject = input.Subject, Caption = none, Empty = none, Rows = [], Bars = [], Seconds = 0 };
        }

        var firsts = attempts.GroupBy(attempt => attempt.Trial).ToDictionary(trial => trial.Key, trial => trial.Min(attempt => attempt.Attempt));
        var start = attempts.Min(attempt => attempt.StartedAt);
        var newest = attempts.Max(attempt => attempt.EndedAt ?? attempt.StartedAt);
        var end = input.Now is { } now && now > newest ? now : newest;
        TimelineRow[] rows =
        [
            .. attempts.GroupBy(attempt => attempt.Silo, StringComparer.Ordinal)
                .OrderBy(silo => silo.Min(attempt => attempt.StartedAt)).ThenBy(silo => silo.Key, StringComparer.Ordinal)
                .SelectMany(silo => silo.Select(attempt => attempt.Slot).Distinct().Order().Select(slot => new TimelineRow(silo.Key, slot))),
        ];
        var index = rows.Take(MostRows).Select((row, number) => (row, number)).ToDictionary(pair => pair.row, pair => pair.number);
        var facets = SweepFacets.Of(input.Spec);
        TimelineBar[] bars =
        [
            .. attempts
                .Where(attempt => index.ContainsKey(new TimelineRow(attempt.Silo, attempt.Slot)))
                .Select(attempt => Bar(input, attempt, index[new TimelineRow(attempt.Silo, attempt.Slot)], attempt.Attempt > firsts[attempt.Trial], start, end, facets))
                .OrderBy(bar => bar.Row).ThenBy(bar => bar.Start).ThenBy(bar => bar.Text, StringComparer.Ordinal),
        ];

        // The last bar decides, not the newest record: a sweep that has ended does not grow with the time of looking.
        var seconds = Math.Max(bars.Max(bar => bar.End), 0.001);
        return new TrialTimelineData
        {
            Title = TitleText,
            Subject = input.Subject,
            Caption = CaptionOf(attempts, attempts.Count(attempt => attempt.Attempt > firsts[attempt.Trial]), rows, seconds, end),
            Notes = rows.Length > MostRows ? [$"Shown are the first {FigureNumber.Count(MostRows)} of {FigureNumber.Count(rows.Length)} slots."] : [],
            Rows = [.. rows.Take(MostRows)],
            Bars = bars,
            Seconds = seconds,
        };
    }

    private const string TitleText = "Trials by silo and slot";

    private static TimelineBar Bar(SweepFigureInput input, AttemptRecord attempt, int row, bool retry, DateTimeOffset start, DateTimeOffset end, SweepFacets facets)
    {
        var from = (attempt.StartedAt - start).TotalSeconds;
        var to = Math.Max(((attempt.EndedAt ?? end) - start).TotalSeconds, from);
        var trial = attempt.Trial >= 0 && attempt.Trial < input.Spec.TrialCount ? $", {facets.NameOf(input.Spec.Trial(attempt.Trial).Configuration)}" : string.Empty;
        var what = attempt.Outcome switch
        {
            null => "runs",
            AttemptOutcome.StoppedEarly => "stopped early",
            AttemptOutcome.Crashed => "crashed its silo",
            { } outcome => outcome.ToString().ToLowerInvariant(),
        };
        return new TimelineBar(
            row,
            from,
            to,
            OutcomeOf(attempt.Outcome),
            retry,
            $"trial {attempt.Trial}{trial}, attempt {attempt.Attempt}: {what} after {FigureNumber.Duration(to - from)} on {attempt.Silo}, slot {attempt.Slot}");
    }

    private static TimelineOutcome OutcomeOf(AttemptOutcome? outcome) => outcome switch
    {
        null => TimelineOutcome.Running,
        AttemptOutcome.Completed or AttemptOutcome.StoppedEarly => TimelineOutcome.Completed,
        AttemptOutcome.Failed => TimelineOutcome.Failed,
        AttemptOutcome.Lost or AttemptOutcome.Crashed => TimelineOutcome.Lost,
        _ => TimelineOutcome.Released,
    };

    private static string CaptionOf(AttemptRecord[] attempts, int retries, TimelineRow[] rows, double seconds, DateTimeOffset end)
    {
        var silos = rows.Select(row => row.Silo).Distinct(StringComparer.Ordinal).Count();
        var busy = attempts.Sum(attempt => Math.Max(0, ((attempt.EndedAt ?? end) - attempt.StartedAt).TotalSeconds));
        var parts = new List<string>();
        Add(retries, "was a retry", "were retries");
        Add(attempts.Count(attempt => OutcomeOf(attempt.Outcome) == TimelineOutcome.Lost), "was lost with its silo", "were lost with their silos");
        Add(attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Failed), "failed", "failed");
        Add(attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Released), "was given back unfinished", "were given back unfinished");
        Add(attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Cancelled), "was cancelled", "were cancelled");
        Add(attempts.Count(attempt => attempt.Outcome is null), "runs", "run");
        var share = seconds > 0 ? $"; slots were busy {FigureNumber.Fixed(Math.Min(100, 100 * busy / (seconds * rows.Length)), 0)} % of the time" : string.Empty;
        var text = $"{FigureNumber.Of(attempts.Length, "attempt")} at {FigureNumber.Of(attempts.Select(attempt => attempt.Trial).Distinct().Count(), "trial")} in {FigureNumber.Of(rows.Length, "slot")} of {FigureNumber.Of(silos, "silo")} within {FigureNumber.Duration(seconds)}{share}.";
        return parts.Count == 0 ? $"{text} None had to be repeated." : $"{text} Of the attempts, {string.Join(", ", parts)}.";

        void Add(int count, string one, string many)
        {
            if (count > 0)
            {
                parts.Add($"{FigureNumber.Count(count)} {(count == 1 ? one : many)}");
            }
        }
    }
}
