using DropoutSweep.Figures.BestSoFar;
using DropoutSweep.Figures.HeatMap;
using DropoutSweep.Figures.LearningCurves;
using DropoutSweep.Figures.Pareto;
using DropoutSweep.Figures.RateCurves;
using DropoutSweep.Figures.Timeline;

namespace DropoutSweep.Figures;

/// <summary>
/// All figures there are, in the order in which they are shown. A report, a page and a folder of files all go over
/// these lists: a new figure is its data, its component and one line here.
/// </summary>
public static class FigureCatalog
{
    /// <summary>The figures of a sweep.</summary>
    public static IReadOnlyList<FigureSource<SweepFigureInput>> Sweep { get; } =
    [
        FigureSource<SweepFigureInput>.Create<AccuracyByRateData, AccuracyByRate>("accuracy-by-rate", "Test accuracy against dropout rate", AccuracyByRateData.Compute),
        FigureSource<SweepFigureInput>.Create<GapByRateData, GapByRate>("gap-by-rate", "Train/test gap against dropout rate", GapByRateData.Compute),
        FigureSource<SweepFigureInput>.Create<AccuracyAgainstGapData, AccuracyAgainstGap>("accuracy-against-gap", "Test accuracy against train/test gap", AccuracyAgainstGapData.Compute),
        FigureSource<SweepFigureInput>.Create<RateHeatMapData, RateHeatMap>("rate-heat-map", "Where dropout changes the result, by rate and architecture", RateHeatMapData.Compute),
        FigureSource<SweepFigureInput>.Create<LearningCurvesData, LearningCurves.LearningCurves>("learning-curves", "Learning curves, best against its twin", LearningCurvesData.Compute),
        FigureSource<SweepFigureInput>.Create<BestSoFarData, BestSoFar.BestSoFar>("best-so-far", "Best so far by trial and by time", BestSoFarData.Compute),
        FigureSource<SweepFigureInput>.Create<TrialTimelineData, TrialTimeline>("timeline", "Trials by silo and slot", TrialTimelineData.Compute),
    ];

    /// <summary>Every figure, whatever it is computed from.</summary>
    public static IReadOnlyList<FigureEntry> All { get; } = [.. Sweep];

    /// <summary>The component that draws data.</summary>
    /// <exception cref="ArgumentException">The catalog holds no figure with data of this type.</exception>
    internal static Type ComponentOf(FigureData data) =>
        All.FirstOrDefault(entry => entry.Data == data.GetType())?.Component
        ?? throw new ArgumentException($"No figure shows a {data.GetType().Name}.", nameof(data));
}
