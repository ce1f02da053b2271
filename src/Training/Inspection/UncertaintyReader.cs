using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>Samples a prediction's uncertainty; the masks are those of <see cref="Evaluation.Predictor.PredictMonteCarlo"/>.</summary>
internal sealed class UncertaintyReader(InspectionNetwork network, SampleSet samples, ulong seed, UncertaintyOptions options)
{
    // As the predictor numbers its masks.
    private const int PassRows = 64;

    private readonly int _outputs = network.Model.Outputs;
    private readonly bool _classifies = network.Model.Options.Output != OutputKind.Linear;

    public SampleUncertainty Read(int row, CancellationToken cancellationToken)
    {
        var passes = Passes(row, cancellationToken);
        return Summarize(row, passes, Values(network.Logits(samples, [row], cancellationToken)), _classifies, options.Level);
    }

    /// <summary>Figures of a sample from its passes, [passes][outputs], and its values in evaluation mode.</summary>
    public static SampleUncertainty Summarize(int row, double[][] passes, double[] evaluated, bool classifies, double level)
    {
        var moments = new Moments[evaluated.Length];
        Array.Fill(moments, new Moments());
        var expectedEntropy = new Moments();
        foreach (var pass in passes)
        {
            expectedEntropy.Add(classifies ? ClassProbabilities.Entropy(pass) : 0);
            for (var output = 0; output < moments.Length; output++)
            {
                moments[output].Add(pass[output]);
            }
        }

        double[] means = [.. moments.Select(one => one.Mean)];
        var predicted = ClassProbabilities.ArgMax<double>(means);
        var result = new SampleUncertainty
        {
            Row = row,
            Passes = passes.Length,
            Level = level,
            Variance = moments[predicted].PopulationVariance,
            Outputs = [.. moments.Select((one, output) => Output(output, evaluated[output], one, [.. passes.Select(pass => pass[output]).Order()], level))],
        };
        if (!classifies)
        {
            return result;
        }

        var entropy = ClassProbabilities.Entropy(means);
        return result with
        {
            Predicted = predicted,
            PredictiveEntropy = entropy,
            ExpectedEntropy = expectedEntropy.Mean,
            MutualInformation = Math.Max(0, entropy - expectedEntropy.Mean),
            Agreement = (double)passes.Count(pass => ClassProbabilities.ArgMax<double>(pass) == predicted) / passes.Length,
        };
    }

    private double[][] Passes(int row, CancellationToken cancellationToken)
    {
        var passes = new double[options.Passes][];
        var repeated = new int[PassRows];
        Array.Fill(repeated, row);
        var logits = new float[_outputs];
        for (var first = 0; first < passes.Length; first += PassRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(PassRows, passes.Length - first);
            var view = network.Drop(samples, repeated.AsSpan(0, count), seed, Purpose.MonteCarlo, ((long)(first / PassRows) << 32) | (uint)row);
            for (var pass = 0; pass < count; pass++)
            {
                view.Activated(network.Model.Layers.Count - 1, pass, logits);
                passes[first + pass] = Values(logits);
            }
        }

        return passes;
    }

    private double[] Values(float[] logits)
    {
        var values = new double[_outputs];
        if (_classifies)
        {
            ClassProbabilities.Softmax(logits, values);
        }
        else
        {
            values[0] = logits[0];
        }

        return values;
    }

    private static OutputUncertainty Output(int output, double evaluated, Moments moments, double[] sorted, double level)
    {
        var tail = (1 - level) / 2;
        return new OutputUncertainty(output, evaluated, moments.Mean, moments.PopulationDeviation, Quantile(sorted, tail), Quantile(sorted, 1 - tail));
    }

    // Linear interpolation between order statistics (Hyndman and Fan 1996, type 7; numpy's default).
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
