using DropoutSweep.Figures;
using DropoutSweep.Figures.LearningCurves;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Silo.Page.Looks;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>A trial: its scores, its learning curve, its attempts, and what is inside its model.</summary>
internal sealed class OneTrialPage(ISweepStore store, KnownSweeps sweeps, Neighbours neighbours, ModelLooks looks, PageRenderer renderer, string id, int number, LookQuery query) : IPageView
{
    public string Key => $"trial {id} {number} {query.Image} {query.Mask}";

    public string? Sweep => id;

    public async Task<PageContent> LoadAsync(CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        var spec = sweeps.Of(sweep).Spec;
        var trial = await store.FindTrialAsync(id, number, cancellationToken)
            ?? throw Problems.NotFound($"the sweep '{id}' has no trial {number}, or not yet: {sweep.Created} of {sweep.Planned} have been made");
        var epochs = await store.ReadEpochsAsync(id, number, cancellationToken);
        var attempts = await store.ListAttemptsAsync(id, number, cancellationToken);
        var look = await looks.FindAsync(sweep, spec, trial, query, cancellationToken);
        var soon = look is { Done.IsCompleted: false } ? look.Done : null;
        return new PageContent
        {
            Title = $"Trial {number} · {sweep.Name}",
            Section = PagePaths.Home,
            Sequence = sweep.Sequence,
            Soon = soon,
            Sections =
            [
                new PageSection("top", null, [await FragmentAsync<TrialHead>("trial", (nameof(TrialHead.Sweep), sweep), (nameof(TrialHead.Spec), spec), (nameof(TrialHead.Trial), trial))]),
                new PageSection("scores", "Scores", [await FragmentAsync<ScoreTable>("scores", (nameof(ScoreTable.Result), trial.Record.Result))]),
                new PageSection("figures", "Learning curve", [await PageFigures.FragmentAsync(renderer, "learning-curve", Curve(sweep, spec, trial.Record, epochs), cancellationToken)]),
                new PageSection("epochs", null, [await FragmentAsync<EpochTable>("epochs", (nameof(EpochTable.Epochs), epochs))]),
                new PageSection("attempts", "Attempts", [await FragmentAsync<AttemptTable>("attempts", (nameof(AttemptTable.Attempts), attempts))]),
                new PageSection("look", "Inside the model", [await FragmentAsync<LookForm>("look", (nameof(LookForm.Spec), spec), (nameof(LookForm.Trial), trial), (nameof(LookForm.Query), query)), await InsideAsync(look, soon)]),
                await NeighbourSection.LoadAsync(neighbours, renderer, cancellationToken),
            ],
        };
    }

    private Task<PageFragment> InsideAsync(ModelLook? look, Task? soon) => FragmentAsync<ModelFigures>(
        "inside",
        (nameof(ModelFigures.UnderWay), soon is not null),
        (nameof(ModelFigures.Problem), soon is null && look is { Figures: null } ? look.Problem ?? "The look was given up; load the page again." : null),
        (nameof(ModelFigures.Figures), soon is null && look?.Figures is { } figures ? figures : Array.Empty<string>()));

    private static LearningCurvesData Curve(SweepRecord sweep, SweepSpec spec, TrialRecord record, IReadOnlyList<EpochMetrics> epochs)
    {
        TrialRecord[] records = record.Result is null ? [] : [record];
        var data = LearningCurvesData.Compute(new SweepFigureInput
        {
            Spec = spec,
            Records = records,
            Summary = SweepSummarizer.Summarize(spec, records),
            Epochs = [new TrialEpochs(record.Trial.Number, epochs)],
            Dataset = sweep.Dataset?.Name,
        });

        // What the sweep lacks is no concern of one trial's.
        return data with { Title = $"Learning curve of trial {record.Trial.Number}", Notes = [] };
    }

    private async Task<PageFragment> FragmentAsync<T>(string fragment, params (string Name, object? Value)[] parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        new(fragment, await renderer.RenderAsync<T>(parameters));
}
