using DropoutSweep.Figures;
using DropoutSweep.Figures.RateCurves;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>A sweep: what it has shown so far, its figures, its configurations and its trials.</summary>
internal sealed class SweepPage(ISweepStore store, KnownSweeps sweeps, SummaryCache summaries, Neighbours neighbours, PageRenderer renderer, TimeProvider time, string id, PageQuery query)
    : IPageView
{
    private readonly PageFigures _figures = new(renderer, time);
    private readonly CurveEpochs _epochs = new(store);

    public string Key => $"sweep {id}{query.Text}";

    public string? Sweep => id;

    public async Task<PageContent> LoadAsync(CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        var spec = sweeps.Of(sweep).Spec;
        var results = await summaries.ResultsAsync(sweep, cancellationToken);
        var now = time.GetUtcNow();
        var attempts = await store.ListAttemptsAsync(id, trial: null, cancellationToken);
        var input = new SweepFigureInput
        {
            Spec = spec,
            Records = results.Records,
            Summary = results.Summary,
            Attempts = attempts,
            Epochs = await _epochs.ReadAsync(id, spec, results.Summary, results.Records, cancellationToken),
            Dataset = sweep.Dataset?.Name,
            Now = sweep.Trials.Running > 0 ? now : null,
        };
        return new PageContent
        {
            Title = sweep.IsEnded ? sweep.Name : $"{sweep.Trials.Ended}/{sweep.Planned} · {sweep.Name}",
            Section = PagePaths.Home,
            Sequence = sweep.Sequence,
            Sections =
            [
                new PageSection("top", null, [await FragmentAsync<SweepHead>("sweep", (nameof(SweepHead.Sweep), sweep), (nameof(SweepHead.Now), now)), await FragmentAsync<SweepVerbs>("sweep-verbs", (nameof(SweepVerbs.Sweep), sweep)) with { ForWriters = true }]),
                new PageSection("answer", "What it shows", [await FragmentAsync<SweepAnswer>("answer", (nameof(SweepAnswer.Sentences), Sentences(input)))]),
                new PageSection("figures", "Figures", await _figures.DrawAsync(input, cancellationToken)),
                new PageSection("configurations", "Configurations", [await ConfigurationsAsync(spec, results.Summary)]),
                new PageSection("trials", "Trials", [await TrialsAsync(spec, cancellationToken)]),
                new PageSection("specification", "Specification", [await FragmentAsync<SpecificationText>("specification-text", (nameof(SpecificationText.Sweep), id), (nameof(SpecificationText.Text), sweep.Specification))]),
                await NeighbourSection.LoadAsync(neighbours, renderer, cancellationToken),
            ],
        };
    }

    /// <summary>The answer first: the best configuration and what dropout did to it, then how far that can be trusted.</summary>
    private static List<string> Sentences(SweepFigureInput input)
    {
        var (spec, summary) = (input.Spec, input.Summary);
        if (summary.Completed == 0)
        {
            return [summary.Failed > 0 ? "No trial has completed; those that ended failed." : "No trial has completed yet. The figures fill in as trials end."];
        }

        var sentences = new List<string> { AccuracyByRateData.Compute(input).Caption };
        if (summary.Open > 0)
        {
            sentences.Add($"This is from {PageText.Count(summary.Completed)} of {PageText.Many(spec.TrialCount, "trial")}; it may change.");
        }

        if (summary.Selection is { } selection)
        {
            sentences.Add(selection.Chosen == selection.BestOnTest
                ? "Picking on test instead of validation would have picked the same configuration."
                : $"Picking on test instead would have promised {Test(selection.BestTest)} where validation's choice has {Test(selection.ChosenTest)}: the price of peeking.");
        }

        return sentences;

        string Test(double value) => spec.IsRegression ? $"a test loss of {PageText.Loss(value)}" : $"{PageText.Percent(value)} %";
    }

    private Task<PageFragment> ConfigurationsAsync(SweepSpec spec, SweepSummary summary) => FragmentAsync<ConfigurationTable>(
        "configurations",
        (nameof(ConfigurationTable.Sweep), id),
        (nameof(ConfigurationTable.Spec), spec),
        (nameof(ConfigurationTable.Summary), summary),
        (nameof(ConfigurationTable.Query), query));

    private async Task<PageFragment> TrialsAsync(SweepSpec spec, CancellationToken cancellationToken)
    {
        var page = await store.ListTrialsAsync(
            new TrialQuery
            {
                Sweep = id,
                States = query.State is { } state ? [state] : null,
                Order = query.Sort,
                Descending = query.Descending,
                Offset = query.Trials,
                Limit = PageQuery.TrialsPerPage,
            },
            cancellationToken);
        return await FragmentAsync<TrialTable>(
            "trials",
            (nameof(TrialTable.Sweep), id),
            (nameof(TrialTable.Spec), spec),
            (nameof(TrialTable.Page), page),
            (nameof(TrialTable.Query), query));
    }

    private async Task<PageFragment> FragmentAsync<T>(string fragment, params (string Name, object? Value)[] parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        new(fragment, await renderer.RenderAsync<T>(parameters));
}
