using System.Text;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Specification;
using Spectre.Console;

namespace DropoutSweep.Client.Progress;

/// <summary>Draws a <see cref="ProgressSnapshot"/>: a bar for the sweep, one per slot, the best so far. Every line fits the width.</summary>
internal sealed class ProgressView(SweepSpec spec)
{
    private const int LinesBesideSlots = 5;
    private const int LeastBar = 8;
    private const int MostBar = 40;
    private readonly TrialText _text = new(spec);

    public Rows Draw(ProgressSnapshot at, int width, int height)
    {
        width = Math.Max(width - 1, 40);
        var lines = new List<Markup> { Sweep(at, width) };
        var shown = Math.Min(at.Slots.Count, Math.Max(1, height - LinesBesideSlots));
        var labels = at.Slots.Take(shown).Select(Label).ToList();
        var label = Math.Clamp(labels.Max(text => text.Length), 4, Math.Max(12, width - 40));
        for (var slot = 0; slot < shown; slot++)
        {
            lines.Add(Slot(slot, at.Slots[slot], Fit(labels[slot], label), width));
        }

        if (shown < at.Slots.Count)
        {
            lines.Add(new Markup($"[grey]   … and {at.Slots.Count - shown} more slots[/]"));
        }

        var best = at.Best is { } record ? _text.Best(record) : "none yet";
        lines.Add(new Markup($"[grey]best[/] [bold]{Markup.Escape(Fit(best, width - 5).TrimEnd())}[/]"));
        return new Rows(lines);
    }

    private static Markup Sweep(ProgressSnapshot at, int width)
    {
        var counts = $" {at.Ended}/{at.Total} trials  {at.Running} running";
        var failed = at.Failed > 0 ? $"  {at.Failed} failed" : "";
        var left = at.Left is { } time ? $"  about {NumberText.Duration(time)} left" : "";
        var clock = $"  {NumberText.Duration(at.Elapsed)} elapsed{left}";
        var bar = Math.Clamp(width - counts.Length - failed.Length - clock.Length, LeastBar, MostBar);
        return new Markup($"{Bar(at.Share, bar, "green")}{counts}[red]{failed}[/][grey]{clock}[/]");
    }

    private static string Label(SlotProgress slot) =>
        slot.Trial is not { } trial ? "idle"
        : slot.Parameters.Length > 0 ? $"{slot.Parameters}, seed {trial.Seed}"
        : $"seed {trial.Seed}";

    private static Markup Slot(int number, SlotProgress slot, string label, int width)
    {
        var name = $"[grey]{number + 1,2}[/] {Markup.Escape(label)} ";
        if (slot.Trial is null)
        {
            return new Markup($"[grey]{number + 1,2} {Markup.Escape(label)}[/]");
        }

        var digits = slot.Epochs.ToString().Length;
        var batch = slot.Batch;
        var epoch = $" epoch {Math.Max(1, batch.Epoch).ToString().PadLeft(digits)}/{slot.Epochs}";
        var loss = batch.Batches > 0 ? $"  loss {NumberText.Loss(batch.Loss)}" : "";
        var bar = Math.Clamp(width - label.Length - 4 - epoch.Length - 14, LeastBar, MostBar);
        return new Markup($"{name}{Bar(slot.Share, bar, "blue")}{epoch}[grey]{loss}[/]");
    }

    /// <summary>A bar in half steps.</summary>
    private static string Bar(double share, int width, string color)
    {
        var halves = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 2);
        var text = new StringBuilder();
        text.Append('[').Append(color).Append(']').Append('━', halves / 2);
        if (halves % 2 == 1)
        {
            text.Append('╸');
        }

        return text.Append("[/][grey]").Append('─', width - ((halves + 1) / 2)).Append("[/]").ToString();
    }

    private static string Fit(string text, int width) =>
        text.Length <= width ? text.PadRight(width) : string.Concat(text.AsSpan(0, Math.Max(0, width - 1)), "…");
}
