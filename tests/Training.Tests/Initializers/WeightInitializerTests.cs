using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Initializers;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Initializers;

public sealed class WeightInitializerTests
{
    private const int Inputs = 300;
    private const int Units = 200;

    [Theory]
    [InlineData(Initializer.GlorotUniform, 6.0 / 500)]
    [InlineData(Initializer.HeUniform, 6.0 / 300)]
    [InlineData(Initializer.LecunUniform, 3.0 / 300)]
    public void Fill_Uniformly_HasTheLimitAndVarianceOfItsPaper(Initializer initializer, double limitSquared)
    {
        var weights = Draw(initializer);
        var limit = Math.Sqrt(limitSquared);
        Assert.All(weights, weight => Assert.InRange(weight, -limit, limit));
        Assert.True(weights.Max() > 0.999 * limit && weights.Min() < -0.999 * limit);
        AssertMoments(weights, limitSquared / 3, kurtosis: 1.8);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / 500)]
    [InlineData(Initializer.HeNormal, 2.0 / 300)]
    [InlineData(Initializer.LecunNormal, 1.0 / 300)]
    public void Fill_Normally_IsCutAtTwoDeviationsWithTheVarianceOfItsPaper(Initializer initializer, double variance)
    {
        var weights = Draw(initializer);
        var limit = 2 * Math.Sqrt(variance) / 0.87962566103423978;
        Assert.All(weights, weight => Assert.InRange(weight, -limit * 1.000001, limit * 1.000001));
        Assert.True(weights.Max() > 0.99 * limit);
        AssertMoments(weights, variance, kurtosis: 2.37);
    }

    [Fact]
    public void Initialize_OfANetwork_DependsOnSeedAndLayerOnly()
    {
        var model = new ModelOptions { Hidden = [new LayerOptions { Units = 20 }, new LayerOptions { Units = 20 }] };
        var first = Network(model, 1);
        Assert.Equal(first.Sha256(), Network(model, 1).Sha256());
        Assert.NotEqual(first.Sha256(), Network(model, 2).Sha256());
        Assert.NotEqual(first.Layers[0].Weights[..10], first.Layers[1].Weights[..10]);
        Assert.All(first.Layers, layer => Assert.All(layer.Biases, bias => Assert.Equal(0, bias)));
        // The same twin without dropout, and one with another layer behind it, begin with the same first layer.
        var twin = Network(new ModelOptions { Hidden = [new LayerOptions { Units = 20, Dropout = 0.5 }], InputDropout = 0.2 }, 1);
        Assert.Equal(first.Layers[0].Weights, twin.Layers[0].Weights);
    }

    [Fact]
    public void Fill_WithAnUnknownInitializer_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        var random = new RandomSequence(1, Purpose.Weights);
        WeightInitializer.Fill(new float[4], (Initializer)99, 2, 2, ref random);
    });

    /// <summary>Weights are drawn a few rows at a time: that is of no influence on any of them.</summary>
    [Theory]
    [InlineData(Initializer.GlorotUniform, 1)]
    [InlineData(Initializer.GlorotUniform, 333)]
    [InlineData(Initializer.HeNormal, 7)]
    public void Fill_PartByPart_DrawsTheSame(Initializer initializer, int part)
    {
        var random = new RandomSequence(11, Purpose.Weights);
        var weights = new float[Inputs * Units];
        for (var at = 0; at < weights.Length; at += part)
        {
            WeightInitializer.Fill(weights.AsSpan(at, Math.Min(part, weights.Length - at)), initializer, Inputs, Units, ref random);
        }

        Assert.Equal(Draw(initializer), weights);
    }

    private static Training.Models.TrainedModel Network(ModelOptions model, ulong seed)
    {
        var network = new DenseNetwork(model, 20, 5, KernelSet.Best);
        network.Initialize(seed);
        var saved = network.ToModel();
        GC.KeepAlive(network);
        return saved;
    }

    private static float[] Draw(Initializer initializer)
    {
        var weights = new float[Inputs * Units];
        var random = new RandomSequence(11, Purpose.Weights);
        WeightInitializer.Fill(weights, initializer, Inputs, Units, ref random);
        return weights;
    }

    private static void AssertMoments(float[] weights, double variance, double kurtosis)
    {
        var n = weights.Length;
        Assert.Equal(0, weights.Average(weight => (double)weight), 5 * Math.Sqrt(variance / n));
        Assert.Equal(1, weights.Average(weight => weight * (double)weight) / variance, 5 * Math.Sqrt((kurtosis - 1) / n));
        Assert.Equal(kurtosis, weights.Average(weight => Math.Pow(weight, 4)) / (variance * variance), 0.05);
    }
}
