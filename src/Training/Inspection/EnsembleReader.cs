using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>Averages thinned networks.</summary>
internal sealed class EnsembleReader(InspectionNetwork network, SampleSet samples, int[] rows, ulong seed)
{
    private readonly int _outputs = network.Model.Outputs;
    private readonly bool _classifies = network.Model.Options.Output != OutputKind.Linear;
    private readonly float[] _logits = new float[InspectionNetwork.BatchRows * network.Model.Outputs];
    private readonly double[] _one = new double[network.Model.Outputs];

    public EnsembleInspection Read(EnsembleOptions options, CancellationToken cancellationToken)
    {
        var accuracies = Fresh(options.Networks);
        var losses = Fresh(options.Networks);
        var sums = new double[rows.Length * _outputs];
        for (var repetition = 0; repetition < options.Repetitions; repetition++)
        {
            Array.Clear(sums);
            for (var k = 0; k < options.Networks; k++)
            {
                Add(sums, (repetition * options.Networks) + k, options.Masks, cancellationToken);
                var (accuracy, loss) = Score(sums, k + 1);
                accuracies[k].Add(accuracy);
                losses[k].Add(loss);
            }
        }

        var scaled = WeightScaling(cancellationToken);
        return new EnsembleInspection
        {
            Samples = rows.Length,
            Repetitions = options.Repetitions,
            Masks = options.Masks,
            HasDropout = network.Model.Options.HasDropout(),
            WeightScalingAccuracy = _classifies ? scaled.Accuracy : null,
            WeightScalingLoss = scaled.Loss,
            Points = [.. losses.Select((loss, k) => new EnsemblePoint(k + 1, _classifies ? ToSpread(accuracies[k]) : null, ToSpread(loss)))],
        };
    }

    private static Moments[] Fresh(int count)
    {
        var moments = new Moments[count];
        Array.Fill(moments, new Moments());
        return moments;
    }

    private static Spread ToSpread(Moments moments) => new(moments.Mean, moments.SampleDeviation, moments.Least, moments.Greatest);

    private void Add(double[] sums, int number, ThinnedMasks masks, CancellationToken cancellationToken)
    {
        if (masks == ThinnedMasks.Shared)
        {
            network.Thin(network.Masks(seed, number));
        }

        for (var first = 0; first < rows.Length; first += InspectionNetwork.BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows.AsSpan(first, Math.Min(InspectionNetwork.BatchRows, rows.Length - first));
            // The shared masks have the steps below 2^32.
            var view = masks == ThinnedMasks.Shared
                ? network.EvaluateThinned(samples, batch)
                : network.Drop(samples, batch, seed, Purpose.InspectionMask, ((number + 1L) << 32) | (uint)first);
            network.ReadLogits(view, batch.Length, _logits);
            for (var row = 0; row < batch.Length; row++)
            {
                var logits = _logits.AsSpan(row * _outputs, _outputs);
                if (_classifies)
                {
                    ClassProbabilities.Softmax(logits, _one);
                }
                else
                {
                    _one[0] = logits[0];
                }

                for (var output = 0; output < _outputs; output++)
                {
                    sums[((first + row) * _outputs) + output] += _one[output];
                }
            }
        }
    }

    private (double Accuracy, double Loss) Score(double[] sums, int count)
    {
        var right = 0;
        var loss = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var mine = sums.AsSpan(i * _outputs, _outputs);
            if (_classifies)
            {
                var label = samples.Labels.Span[rows[i]];
                right += ClassProbabilities.ArgMax<double>(mine) == label ? 1 : 0;
                loss += ClassProbabilities.NegativeLog(mine[label] / count);
            }
            else
            {
                var error = (mine[0] / count) - samples.Targets.Span[rows[i]];
                loss += error * error;
            }
        }

        return ((double)right / rows.Length, loss / rows.Length);
    }

    private (double Accuracy, double Loss) WeightScaling(CancellationToken cancellationToken)
    {
        var logits = network.Logits(samples, rows, cancellationToken);
        var right = 0;
        var loss = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var mine = logits.AsSpan(i * _outputs, _outputs);
            if (_classifies)
            {
                var label = samples.Labels.Span[rows[i]];
                right += ClassProbabilities.ArgMax<float>(mine) == label ? 1 : 0;
                loss += ClassProbabilities.CrossEntropy(mine, label);
            }
            else
            {
                var error = (double)mine[0] - samples.Targets.Span[rows[i]];
                loss += error * error;
            }
        }

        return ((double)right / rows.Length, loss / rows.Length);
    }
}
