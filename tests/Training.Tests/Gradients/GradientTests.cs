using DropoutSweep.Training.Configuration;
using Xunit;

namespace DropoutSweep.Training.Tests.Gradients;

/// <summary>The trainer's loss, gradients and evaluation against the reference, on the masks it really drew.</summary>
public sealed class GradientTests
{
    private static readonly Dictionary<string, ModelOptions> Models = CreateModels();

    public static TheoryData<string> Cases => [.. Models.Keys];

    internal static GradientCase Create(string name) => new(Models[name]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_OfEveryCase_AreTheReferences(string name)
    {
        var gradientCase = Create(name);
        var loss = gradientCase.Forward() / gradientCase.Rows;
        var backpropagation = gradientCase.Backpropagate();

        var unpenalised = WithoutL2(gradientCase.Options);
        var reference = gradientCase.Reference();
        reference = new ReferenceNetwork(unpenalised, reference.Weights, reference.Biases);
        Assert.Equal(reference.Loss(gradientCase.Inputs, gradientCase.Targets, gradientCase.Masks), loss, 2e-6);
        var (weights, biases) = reference.Gradients(gradientCase.Inputs, gradientCase.Targets, gradientCase.Masks);
        for (var layer = 0; layer < weights.Length; layer++)
        {
            AssertClose(weights[layer], GradientCase.Read(backpropagation.WeightGradient(layer), weights[layer].GetLength(0)), 3e-6);
            AssertClose(biases[layer], backpropagation.BiasGradient(layer).ToRowMajor(), 3e-6);
        }

        GC.KeepAlive(gradientCase);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_ByOneStepOfSgd_FollowsTheGradientWithL2(string name)
    {
        var gradientCase = Create(name);
        gradientCase.Forward();
        var reference = gradientCase.Reference();
        var (weights, biases) = reference.Gradients(gradientCase.Inputs, gradientCase.Targets, gradientCase.Masks);

        gradientCase.Descend(new TrainingOptions());
        var moved = gradientCase.Reference();
        for (var layer = 0; layer < weights.Length; layer++)
        {
            AssertClose(weights[layer], Difference(reference.Weights[layer], moved.Weights[layer]), 1e-5);
            AssertClose(biases[layer], [.. reference.Biases[layer].Zip(moved.Biases[layer], (before, after) => before - after)], 1e-5);
        }

        GC.KeepAlive(gradientCase);
    }

    [Theory]
    [InlineData("l2", 0.05, null)]
    [InlineData("l2", null, 0.2)]
    [InlineData("Relu inverted", 0.01, 0.05)]
    [InlineData("Relu inverted", null, 1000.0)]
    public void Update_WithClipping_FollowsTheClippedGradient(string name, double? clipValue, double? clipNorm)
    {
        var gradientCase = Create(name);
        gradientCase.Forward();
        var reference = gradientCase.Reference();
        var (weights, biases) = reference.Gradients(gradientCase.Inputs, gradientCase.Targets, gradientCase.Masks);
        var bound = clipValue ?? double.PositiveInfinity;
        var norm = Math.Sqrt(weights.SelectMany(w => w.Cast<double>()).Concat(biases.SelectMany(b => b)).Sum(g => Math.Pow(Math.Clamp(g, -bound, bound), 2)));
        var scale = Math.Min(1, (clipNorm ?? double.PositiveInfinity) / norm);

        gradientCase.Descend(new TrainingOptions { ClipValue = clipValue, ClipNorm = clipNorm });
        var moved = gradientCase.Reference();
        for (var layer = 0; layer < weights.Length; layer++)
        {
            AssertClose([.. weights[layer].Cast<double>().Select(Clip)], [.. Difference(reference.Weights[layer], moved.Weights[layer]).Cast<double>()], 2e-5);
            AssertClose([.. biases[layer].Select(Clip)], [.. reference.Biases[layer].Zip(moved.Biases[layer], (before, after) => before - after)], 2e-5);
        }

        GC.KeepAlive(gradientCase);

        double Clip(double gradient) => Math.Clamp(gradient, -bound, bound) * scale;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Infer_OfEveryCase_IsTheReferenceWithoutNoise(string name)
    {
        var gradientCase = Create(name);
        var outputs = gradientCase.Infer();
        var options = gradientCase.Options;
        var scales = options is { DropoutKind: DropoutKind.Bernoulli, DropoutScaling: DropoutScaling.AtInference };
        double[,]?[] factors = [Constant(options.InputDropout, 20), .. options.Hidden.Select(layer => Constant(layer.Dropout, layer.Units))];
        AssertClose(gradientCase.Reference().Outputs(gradientCase.Inputs, factors), outputs, 3e-6);
        GC.KeepAlive(gradientCase);

        double[,]? Constant(double rate, int columns)
        {
            var factor = new double[gradientCase.Rows, columns];
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref factor[0, 0], factor.Length).Fill(scales ? 1 - rate : 1);
            return factor;
        }
    }

    [Fact]
    public void Cases_WithDropout_HaveMasksThatDropAndKeep()
    {
        foreach (var (name, model) in Models.Where(pair => pair.Value.Hidden.Any(layer => layer.Dropout > 0)))
        {
            var gradientCase = Create(name);
            gradientCase.Forward();
            var masks = gradientCase.Masks;
            Assert.Equal(model.InputDropout > 0, masks[0] is not null);
            Assert.All(masks.OfType<double[,]>(), mask => Assert.True(mask.Cast<double>().Distinct().Count() >= 2));
            GC.KeepAlive(gradientCase);
        }
    }

    private static Dictionary<string, ModelOptions> CreateModels()
    {
        var models = new Dictionary<string, ModelOptions>(StringComparer.Ordinal);
        foreach (var activation in Enum.GetValues<Activation>())
        {
            models[$"{activation}"] = Model(activation, 0, 0);
            models[$"{activation} inverted"] = Model(activation, 0.5, 0.2);
            models[$"{activation} at inference"] = Model(activation, 0.4, 0.2) with { DropoutScaling = DropoutScaling.AtInference };
            models[$"{activation} gaussian"] = Model(activation, 0.3, 0.1) with { DropoutKind = DropoutKind.Gaussian };
            models[$"{activation} linear"] = Model(activation, 0.3, 0.1) with { Output = OutputKind.Linear };
        }

        models["sigmoid output"] = Model(Activation.Relu, 0.5, 0.2) with { Output = OutputKind.Sigmoid };
        models["l2"] = Model(Activation.Tanh, 0, 0, l2: 0.03) with { OutputL2 = 0.05 };
        models["l2 linear"] = Model(Activation.Relu, 0.2, 0, l2: 0.03) with { OutputL2 = 0.05, Output = OutputKind.Linear };
        models["no hidden layer"] = new ModelOptions { Hidden = [], InputDropout = 0.3, OutputL2 = 0.02 };
        models["three layers"] = new ModelOptions
        {
            Hidden = [new LayerOptions { Units = 9, Dropout = 0.2 }, new LayerOptions { Units = 70, Activation = Activation.Tanh }, new LayerOptions { Units = 17, Activation = Activation.Sigmoid, Dropout = 0.6, L2 = 0.01 }],
        };
        return models;
    }

    private static ModelOptions Model(Activation activation, double dropout, double inputDropout, double l2 = 0) => new()
    {
        Hidden = [new LayerOptions { Units = 18, Activation = activation, Dropout = dropout, L2 = l2 }, new LayerOptions { Units = 7, Activation = activation, Dropout = dropout, L2 = 2 * l2 }],
        InputDropout = inputDropout,
    };

    private static ModelOptions WithoutL2(ModelOptions options) =>
        options with { Hidden = [.. options.Hidden.Select(layer => layer with { L2 = 0 })], OutputL2 = 0 };

    private static double[,] Difference(double[,] before, double[,] after)
    {
        var result = new double[before.GetLength(0), before.GetLength(1)];
        for (var i = 0; i < before.Length; i++)
        {
            var (row, column) = Math.DivRem(i, before.GetLength(1));
            result[row, column] = before[row, column] - after[row, column];
        }

        return result;
    }

    private static void AssertClose(double[,] expected, double[,] actual, double tolerance) =>
        AssertClose([.. expected.Cast<double>()], [.. actual.Cast<double>()], tolerance);

    private static void AssertClose(double[] expected, float[] actual, double tolerance) => AssertClose(expected, [.. actual.Select(value => (double)value)], tolerance);

    // Each element to float precision of itself or, where it is small, of the largest.
    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(Math.Abs);
        Assert.True(largest > 0, "A gradient of nothing but zeros tests nothing.");
        Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], tolerance * largest));
    }
}
