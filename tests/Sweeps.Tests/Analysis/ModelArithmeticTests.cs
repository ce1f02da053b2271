using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Training.Configuration;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Analysis;

public sealed class ModelArithmeticTests
{
    private static ModelOptions Model(params LayerOptions[] hidden) => new() { Hidden = hidden };

    [Fact]
    public void Of_KnownNetwork_CountsWeightsAndProducts()
    {
        var arithmetic = ModelArithmetic.Of(Model(new LayerOptions { Units = 512 }, new LayerOptions { Units = 256 }), 784, 10);

        Assert.Equal(535_818, arithmetic.Parameters);
        Assert.Equal((784 * 512) + (512 * 256) + (256 * 10), arithmetic.ForwardMultiplyAdds);
        Assert.Equal((784 * 512) + (2 * ((512 * 256) + (256 * 10))), arithmetic.BackwardMultiplyAdds);
        Assert.Equal(32 * (arithmetic.ForwardMultiplyAdds + arithmetic.BackwardMultiplyAdds), arithmetic.StepMultiplyAdds(32));
    }

    [Fact]
    public void Of_NoHiddenLayer_HasNoInputGradient() =>
        Assert.Equal(new ModelArithmetic(7850, 7840, 7840), ModelArithmetic.Of(Model(), 784, 10));

    [Fact]
    public void Write_NetworkWithDropout_IsLaidOutAsKerasDoes()
    {
        var text = ModelSummaryText.Write(Model(new LayerOptions { Units = 512, Dropout = 0.2 }, new LayerOptions { Units = 256, Dropout = 0.2 }), 784, 10);

        Assert.Equal(
            """
            Model: "sequential"
            _________________________________________________________________
             Layer (type)                Output Shape              Param #
            =================================================================
             dense (Dense)               (None, 512)               401920

             dropout (Dropout)           (None, 512)               0

             dense_1 (Dense)             (None, 256)               131328

             dropout_1 (Dropout)         (None, 256)               0

             dense_2 (Dense)             (None, 10)                2570
            =================================================================
            Total params: 535,818
            Trainable params: 535,818
            Non-trainable params: 0
            _________________________________________________________________

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Write_InputDropout_IsTheFirstRow() =>
        Assert.Contains("\n gaussian_dropout (GaussianD (None, 4)                 0\n", ModelSummaryText.Write(Model() with { InputDropout = 0.1, DropoutKind = DropoutKind.Gaussian }, 4, 1), StringComparison.Ordinal);
}
