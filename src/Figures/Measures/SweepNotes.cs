using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Measures;

/// <summary>What is missing from a sweep's figures, in sentences.</summary>
internal static class SweepNotes
{
    /// <summary>Why a sweep has nothing to draw.</summary>
    public static string Nothing(SweepFigureInput input) =>
        input.Summary.Completed > 0 ? "No completed trial has a value that an axis can hold."
            : input.Summary.Failed > 0
            ? $"No trial has completed; {FigureNumber.Count(input.Summary.Failed)} failed."
            : "No trial has completed yet.";

    /// <summary>Trials to come, failed, stopped or cancelled.</summary>
    public static IEnumerable<string> Trials(SweepFigureInput input)
    {
        var total = input.Spec.TrialCount;
        var (failed, stopped, cancelled, open) = (input.Summary.Failed, input.Summary.StoppedEarly, input.Summary.Cancelled, input.Summary.Open);
        if (open > 0)
        {
            yield return $"{FigureNumber.Count(open)} of {FigureNumber.Of(total, "trial")} {(open == 1 ? "has" : "have")} not ended yet.";
        }

        var beyond = input.Summary.BeyondBudget;
        if (beyond > 0)
        {
            yield return $"{FigureNumber.Count(beyond)} of {FigureNumber.Of(total, "trial")} {(beyond == 1 ? "lies" : "lie")} beyond the sweep's budget.";
        }

        if (failed > 0)
        {
            yield return $"{FigureNumber.Of(failed, "trial")} failed and {(failed == 1 ? "is" : "are")} left out.";
        }

        if (stopped > 0)
        {
            yield return $"{FigureNumber.Of(stopped, "trial")} {(stopped == 1 ? "was" : "were")} stopped early and {(stopped == 1 ? "is" : "are")} left out.";
        }

        if (cancelled > 0)
        {
            yield return $"{FigureNumber.Of(cancelled, "trial")} {(cancelled == 1 ? "was" : "were")} cancelled.";
        }
    }

    /// <summary>Configurations with completed trials whose means no axis can hold.</summary>
    public static IEnumerable<string> Beyond(SweepFigureInput input, params IReadOnlyList<SweepMeasure> measures)
    {
        var beyond = input.Summary.Configurations.Count(summary => summary.Completed > 0 && measures.Any(measure => measure.Of(summary) is null));
        if (beyond > 0)
        {
            yield return $"{FigureNumber.Of(beyond, "configuration")} with values that are not finite, or beyond 10^12, {(beyond == 1 ? "is" : "are")} left out.";
        }
    }
}
