using System.Text;
using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Reports;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Client.Tests.Reports;

/// <summary>A report can be sent by mail: everything that 1,000 trials have to say is in one page of less than 3 MB.</summary>
public sealed class ReportSizeTests
{
    private const int Most = 3_000_000;

    [Theory]
    [InlineData("{grid: [[512, 256], [256, 128], [128, 64], [64], [32]]}", "{grid: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]}", "adam", 20)]
    [InlineData("{grid: [[512, 256], [256, 256], [256, 128], [128, 128], [128, 64], [64, 32], [32, 16], [128], [64], [32]]}", "{grid: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]}", "{grid: [adam, sgd, rmsprop, {name: sgd, momentum: 0.9}, {name: sgd, momentum: 0.99}]}", 2)]
    public async Task Page_ThousandTrialsWithEverything_IsBelowThreeMegabytes(string layers, string rates, string optimizers, int replicates)
    {
        var spec = SweepSpecReader.Read(
            $"""
            name: large
            dataset: digits
            split:
              validation: 0.9
            model:
              layers: {layers}
              dropout: {rates}
            training:
              epochs: 20
              optimizer: {optimizers}
            replicates: {replicates}
            """,
            "large.yaml");
        Assert.Equal(1_000, spec.TrialCount);
        var cancelled = TestContext.Current.CancellationToken;
        var dataset = DatasetCatalog.Default.Find("digits").Create([], cancelled);
        var data = SweepData.Split(spec, dataset);
        var results = new LargeRun(spec, data);
        var source = new ReportSource(
            spec,
            new RunSummaryDataset(dataset.Name, dataset.Description, dataset.Fingerprint),
            results,
            new LocalModels(results, spec, data, patience: 0, new InspectionOptions { SampleSize = 500 }),
            "dropoutsweep run large.yaml");

        var report = await ReportBuilder.BuildAsync(source, new ModelInspectionOptions { Ensemble = new EnsembleOptions { Networks = 3, Repetitions = 2 }, Uncertainty = new UncertaintyOptions { Passes = 20 } }, cancelled);
        var bytes = Encoding.UTF8.GetByteCount(ReportPage.Write(report));

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes:#,0} bytes; {string.Join(", ", report.SweepFigures.Concat(report.ModelFigures).OrderByDescending(figure => figure.Svg.Length).Select(figure => $"{figure.Id} {figure.Svg.Length:#,0}"))}");
        Assert.Equal(7, report.SweepFigures.Count);
        Assert.Equal(8, report.ModelFigures.Count);
        Assert.True(bytes < Most, $"The page has {bytes:#,0} bytes.");
    }
}
