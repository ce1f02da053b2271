using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Progress;

/// <summary>Trials and the state of a sweep in a line of text.</summary>
internal sealed class TrialText(SweepSpec spec)
{
    private readonly ParameterText _parameters = new(spec.Axes);

    /// <summary>A trial's name: its number, its parameters, its seed.</summary>
    public string Name(Trial trial)
    {
        var parameters = _parameters.Line(spec.Configuration(trial.Configuration));
        return parameters.Length > 0 ? $"trial {trial.Number} ({parameters}, seed {trial.Seed})" : $"trial {trial.Number} (seed {trial.Seed})";
    }

    /// <summary>What an ended trial reached, or why it failed.</summary>
    public static string Outcome(TrialRecord record)
    {
        if (record.Failure is { } failure)
        {
            return $"FAILED: {failure.Message}";
        }

        return record.Result switch
        {
            { Validation.Accuracy: { } validation, Test.Accuracy: { } test } result =>
                $"validation {NumberText.Percent(validation)} %, test {NumberText.Percent(test)} %, gap {NumberText.Points(result.Gap ?? 0)}",
            { Validation: { } validation, Test: { } test } result =>
                $"validation loss {NumberText.Loss(validation.Loss)}, test loss {NumberText.Loss(test.Loss)}, gap {NumberText.Loss(result.Gap ?? 0)}",
            _ => "no result",
        };
    }

    /// <summary>How a trial ended, and how long it took.</summary>
    public static string End(TrialRecord record) => $"{Outcome(record).TrimEnd('.')}, {NumberText.Duration(TimeSpan.FromSeconds(record.Seconds))}";

    /// <summary>The best trial so far.</summary>
    public string Best(TrialRecord record) => $"{Name(record.Trial)}: {Validation(record)}";

    /// <summary>Where the sweep stands.</summary>
    public static string Status(ProgressSnapshot at)
    {
        var text = $"{at.Ended}/{at.Total} trials ({(int)(at.Share * 100)} %), {at.Running} running";
        text += at.Failed > 0 ? $", {at.Failed} failed" : "";
        text += at.Best is { } best ? $", best {Validation(best)} (trial {best.Trial.Number})" : "";
        text += $", {NumberText.Duration(at.Elapsed)} elapsed";
        return at.Left is { } left ? $"{text}, about {NumberText.Duration(left)} left" : text;
    }

    private static string Validation(TrialRecord record) => record.Result?.Validation switch
    {
        { Accuracy: { } accuracy } => $"validation {NumberText.Percent(accuracy)} %",
        { } scores => $"validation loss {NumberText.Loss(scores.Loss)}",
        null => "no validation",
    };
}
