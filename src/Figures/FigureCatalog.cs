using DropoutSweep.Figures.Activations;
using DropoutSweep.Figures.BestSoFar;
using DropoutSweep.Figures.Confusion;
using DropoutSweep.Figures.Distributions;
using DropoutSweep.Figures.Ensembles;
using DropoutSweep.Figures.Features;
using DropoutSweep.Figures.Fits;
using DropoutSweep.Figures.HeatMap;
using DropoutSweep.Figures.LearningCurves;
using DropoutSweep.Figures.Mistakes;
using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Pareto;
using DropoutSweep.Figures.RateCurves;
using DropoutSweep.Figures.Reliability;
using DropoutSweep.Figures.Thinning;
using DropoutSweep.Figures.Timeline;

namespace DropoutSweep.Figures;

/// <summary>
/// All figures there are, in the order in which they are shown. A report, a page and a folder of files all go over
/// these lists: a new figure is its data, its component and one line here. Figures that are computed from something
/// else than a sweep's records, such as a model, are a list of their own beside <see cref="Sweep"/>, and part of <see cref="All"/>.
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

    /// <summary>The figures of one model.</summary>
    public static IReadOnlyList<FigureSource<ModelFigureInput>> Model { get; } =
    [
        FigureSource<ModelFigureInput>.Create<ImageActivationsData, ImageActivationsFigure>("image-activations", "Activations of each layer for one image, with and without a mask", ImageActivationsData.Compute),
        FigureSource<ModelFigureInput>.Create<ThinnedNetworkData, ThinnedNetworkFigure>("thinned-network", "The network, whole and thinned by one mask", ThinnedNetworkData.Compute),
        FigureSource<ModelFigureInput>.Create<ActivationDistributionData, ActivationDistributionFigure>("activation-distribution", "Distribution and sparsity of activations, with dropout and without", ActivationDistributionData.Compute),
        FigureSource<ModelFigureInput>.Create<FirstLayerFeaturesData, FirstLayerFeaturesFigure>("first-layer-features", "Features of the first layer, with dropout and without", FirstLayerFeaturesData.Compute),
        FigureSource<ModelFigureInput>.Create<ConfusionData, ConfusionFigure>("confusion", "Confusion matrix and classification report", ConfusionData.Compute),
        FigureSource<ModelFigureInput>.Create<MistakesData, MistakesFigure>("confident-mistakes", "The most confident mistakes", MistakesData.Compute),
        FigureSource<ModelFigureInput>.Create<CalibrationData, CalibrationFigure>("calibration", "Calibration", CalibrationData.Compute),
        FigureSource<ModelFigureInput>.Create<EnsembleData, EnsembleFigure>("ensemble", "The ensemble inside: averaged thinned networks against weight scaling", EnsembleData.Compute),
        FigureSource<ModelFigureInput>.Create<FittedCurveData, FittedCurveFigure>("fitted-curve", "A regression's points, fitted curves and losses", FittedCurveData.Compute),
    ];

    /// <summary>Every figure, whatever it is computed from.</summary>
    public static IReadOnlyList<FigureEntry> All { get; } = [.. Sweep, .. Model];

    /// <summary>The component that draws data.</summary>
    /// <exception cref="ArgumentException">The catalog holds no figure with data of this type.</exception>
    internal static Type ComponentOf(FigureData data) =>
        All.FirstOrDefault(entry => entry.Data == data.GetType())?.Component
        ?? throw new ArgumentException($"No figure shows a {data.GetType().Name}.", nameof(data));
}
