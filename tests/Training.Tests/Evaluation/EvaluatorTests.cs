using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Evaluation;

/// <summary>Samples whose scores are known are not scored again, and nothing of the whole's scores changes.</summary>
public sealed class EvaluatorTests
{
    private const int Samples = 900;
    private static readonly TrainingData Images = SyntheticData.Images(50, 5, Samples, 60);
    private static readonly TrainingData Values = SyntheticData.Regression(50, Samples, 60);

    public static MatrixTheoryData<OutputKind, string> Cases => new([OutputKind.Softmax, OutputKind.Sigmoid, OutputKind.Linear], ["none", "all", "every third", "the first", "the last", "a stretch"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Complete_OfASetThatIsPartlyKnown_HasTheBitsOfAll(OutputKind output, string which)
    {
        var data = output == OutputKind.Linear ? Values : Images;
        var rows = Enumerable.Range(0, Samples).Where(row => row % 7 != 3).ToArray();
        var known = new KnownScores([.. rows.Where((row, i) => IsKnown(which, row, i))]);
        var evaluator = Evaluator(output, data);
        var kept = evaluator.Keep(data.Dataset.Train, known, CancellationToken.None);

        Assert.Equal(evaluator.Score(data.Dataset.Train, rows, confusion: null, CancellationToken.None), evaluator.Complete(data.Dataset.Train, rows, known, CancellationToken.None));
        if (known.Rows.Length > 0)
        {
            Assert.Equal(evaluator.Score(data.Dataset.Train, known.Rows, confusion: null, CancellationToken.None), kept);
        }
    }

    [Fact]
    public void Complete_TakesTheKnownScoresAsTheyAre()
    {
        // What shows that they are not made again: other weights' scores go in unseen.
        var rows = Enumerable.Range(0, Samples).ToArray();
        var known = new KnownScores(rows[..300]);
        Evaluator(OutputKind.Softmax, Images, seed: 2).Keep(Images.Dataset.Train, known, CancellationToken.None);
        var evaluator = Evaluator(OutputKind.Softmax, Images);

        var mixed = evaluator.Complete(Images.Dataset.Train, rows, known, CancellationToken.None);

        Assert.NotEqual(evaluator.Score(Images.Dataset.Train, rows, confusion: null, CancellationToken.None).Loss, mixed.Loss);
        Assert.Equal(Samples, mixed.Samples);
    }

    /// <summary>How samples are kept and what a network's workspace has room for are two things: every pair scores the same.</summary>
    [Fact]
    public void Score_HoweverSamplesAreKeptAndRead_HasTheSameBits()
    {
        var rows = Enumerable.Range(0, 300).ToArray();
        byte[] few = [.. Enumerable.Range(0, 300 * 50).Select(i => i % 4 == 0 ? (byte)(i % 251) : (byte)0)];
        byte[] many = [.. Enumerable.Range(0, 300 * 50).Select(i => (byte)(i % 251))];
        foreach (var pixels in new[] { few, many })
        {
            var samples = SampleSet.FromPixels(50, pixels, rows.Select(row => (byte)(row % 5)).ToArray());
            Assert.Equal(pixels == few, samples.IsMostlyZero);
            var scores = new[] { null, Enumerable.Range(0, 50).ToArray() }.Select(live => Evaluator(OutputKind.Softmax, Images, live: live).Score(samples, rows, confusion: null, CancellationToken.None)).ToArray();
            Assert.Equal(scores[0], scores[1]);
        }
    }

    private static bool IsKnown(string which, int row, int index) => which switch
    {
        "none" => false,
        "all" => true,
        "every third" => index % 3 == 0,
        "the first" => index == 0,
        "the last" => row == Samples - 1,
        _ => index is >= 230 and < 490,
    };

    private static Evaluator Evaluator(OutputKind output, TrainingData data, ulong seed = 1) => Evaluator(output, data, data.SparseInputs, seed);

    private static Evaluator Evaluator(OutputKind output, TrainingData data, int[]? live, ulong seed = 1)
    {
        var options = new ModelOptions { Hidden = [new LayerOptions { Units = 40, Dropout = 0.5 }], Output = output };
        var network = new DenseNetwork(options, data.Dataset.Train.Features, output == OutputKind.Linear ? 1 : data.Dataset.Classes, KernelSet.Best);
        network.Initialize(seed);
        return new Evaluator(network, data.Scale, live, KernelSet.Best);
    }
}
