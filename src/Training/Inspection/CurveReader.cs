using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Known;

namespace DropoutSweep.Training.Inspection;

/// <summary>Reads the fitted curve of a regression of one input.</summary>
internal static class CurveReader
{
    private static readonly string CurveName = new Curve().Info.Name;

    public static FittedCurve Read(InspectionNetwork network, TrainingData data, ulong seed, CurveOptions options, CancellationToken cancellationToken)
    {
        var dataset = data.Dataset;
        var known = string.Equals(dataset.Name, CurveName, StringComparison.Ordinal);
        var grid = SampleSet.FromValues(1, Grid(dataset, options.Points), new float[options.Points]);
        var rows = Enumerable.Range(0, grid.Count).ToArray();
        var fit = network.Logits(grid, rows, cancellationToken);
        var passes = options.Passes == 0 ? null : new UncertaintyReader(network, grid, seed, new UncertaintyOptions { Passes = options.Passes, Level = options.Level });
        return new FittedCurve
        {
            Fit = [.. rows.Select(row =>
            {
                var x = grid.Values.Span[row];
                var band = passes?.Read(row, cancellationToken).Outputs[0];
                return new FittedPoint(x, fit[row], band?.Mean, band?.Low, band?.High, known ? Curve.Value(x) : null);
            })],
            Train = Points(dataset.Train, data.TrainRows),
            Validation = Points(dataset.Train, data.ValidationRows),
            Test = Points(dataset.Test, Enumerable.Range(0, dataset.Test.Count).ToArray()),
        };
    }

    private static float[] Grid(Dataset dataset, int points)
    {
        var least = Math.Min(Least(dataset.Train), Least(dataset.Test));
        var greatest = Math.Max(Greatest(dataset.Train), Greatest(dataset.Test));
        return [.. Enumerable.Range(0, points).Select(i => (float)(least + ((greatest - least) * i / (points - 1))))];
    }

    private static double Least(SampleSet samples) => samples.Values.ToArray().Min();

    private static double Greatest(SampleSet samples) => samples.Values.ToArray().Max();

    private static CurvePoint[] Points(SampleSet samples, ReadOnlyMemory<int> rows) =>
        [.. rows.ToArray().Select(row => new CurvePoint(samples.Values.Span[row], samples.Targets.Span[row])).OrderBy(point => point.X)];
}
