using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Progress;
using DropoutSweep.Client.Cluster;
using Spectre.Console;

namespace DropoutSweep.Client.Watching;

/// <summary>Redraws where the sweep stands on a terminal; what deserves a line of its own goes above.</summary>
internal sealed class LiveWatchDisplay(IAnsiConsole console) : IWatchDisplay
{
    private const int LinesBesideTrials = 6;
    private const int LeastBar = 8;
    private const int MostBar = 40;
    private LiveDisplayContext? _live;

    /// <inheritdoc/>
    public bool TellsEveryEnd => false;

    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work) => console.Live(new Text(""))
        .AutoClear(true)
        .Overflow(VerticalOverflow.Crop)
        .StartAsync(live =>
        {
            _live = live;
            return work();
        });

    /// <inheritdoc/>
    public void Line(string text, bool bad) => console.MarkupLine($"[{(bad ? "red" : "grey")}]{Markup.Escape(text)}[/]");

    /// <inheritdoc/>
    public void Show(SweepMoment at) => _live?.UpdateTarget(new Rows(Draw(at, console.Profile.Width - 1, console.Profile.Height)));

    /// <summary>The lines of a moment, each fit to the width.</summary>
    internal static IEnumerable<Markup> Draw(SweepMoment at, int width, int height)
    {
        var headline = Headline(at);
        var bar = Math.Clamp(width - headline.Length - 1, LeastBar, MostBar);
        var filled = (int)Math.Round(at.Share * bar);
        yield return new Markup($"[green]{new string('━', filled)}[/][grey]{new string('─', bar - filled)}[/] {Markup.Escape(Fit(headline, width - bar - 1))}");
        yield return new Markup($"[grey]{Markup.Escape(Fit(SweepText.Silos(at.Silos), width))}[/]");
        var text = new TrialText(at.Spec);
        var shown = Math.Max(1, height - LinesBesideTrials);
        foreach (var trial in at.Running.Take(shown))
        {
            var epochs = at.Spec.Configuration(trial.Configuration).Training.Training.Epochs;
            yield return new Markup($"[grey]{Markup.Escape(Fit($"{text.Name(ClusterResults.Record(trial).Trial)}: epoch {trial.Epochs}/{epochs} on {trial.Silo}, slot {trial.Slot}", width))}[/]");
        }

        if (at.Sweep.Trials.Running > shown)
        {
            yield return new Markup($"[grey]… and {at.Sweep.Trials.Running - shown} more running[/]");
        }

        var best = at.Best is { } known ? text.Best(ClusterResults.Record(known)) : "none yet";
        yield return new Markup($"[grey]best[/] [bold]{Markup.Escape(Fit(best, width - 5))}[/]");
    }

    private static string Headline(SweepMoment at)
    {
        var sweep = at.Sweep;
        var failed = sweep.Trials.Failed > 0 ? $", {sweep.Trials.Failed} failed" : "";
        var left = at.Left is { } time ? $", about {NumberText.Duration(time)} left" : "";
        var state = sweep.State == Sweeps.Stores.SweepState.Running ? "" : $", {SweepText.State(sweep)}";
        return $"{SweepText.Ended(sweep)} trials, {sweep.Trials.Running} running{failed}{left}{state}";
    }

    private static string Fit(string text, int width) =>
        text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(0, width - 1)), "…");
}
