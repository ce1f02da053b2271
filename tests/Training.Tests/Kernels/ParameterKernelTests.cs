using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Numerics;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Tests.Optimizers;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Optimizer steps, gradient rules and norms against their naive twins, bit for bit.</summary>
public sealed class ParameterKernelTests
{
    private const float Tiny = 7.888609052210118e-31f;
    private const double Rate = 0.03;
    private const long Step = 3;

    private delegate float Formula(float weight, float gradient, ref float slot0, ref float slot1);

    public static TheoryData<int, string> Optimizers
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var bits in new[] { 128, 256, 512 })
            {
                foreach (var name in new[] { "adam", "sgd", "momentum", "nesterov", "rmsprop", "rmsprop-momentum" })
                {
                    data.Add(bits, name);
                }
            }

            return data;
        }
    }

    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Update_OverSeveralSteps_EqualsItsTwin(int bits, string name)
    {
        var kernels = Widths.Kernels(bits);
        var (options, formula) = Create(name);
        foreach (var rules in new[] { GradientRules.None, new GradientRules(0.25f, 0.4f) })
        {
            foreach (var columns in Widths.Sizes)
            {
                var optimizer = OptimizerFactory.Create(options);
                using var pool = new MatrixPool();
                var weights = pool.From(MatrixPool.Dense(5, columns, 51));
                PanelMatrix[] slots = [.. Enumerable.Range(0, optimizer.Slots).Select(_ => pool.Zero(5, columns))];
                var expected = weights.Storage.ToArray();
                float[][] expectedSlots = [new float[expected.Length], new float[expected.Length]];
                for (var step = 1; step <= 3; step++)
                {
                    // The last gradients are so small that what is remembered of them is flushed to zero.
                    var gradients = pool.From(Twin.Scale(MatrixPool.Numbers(5, columns, 52 + step), step == 3 ? 1e-33f : 2f));
                    var given = gradients.Storage.ToArray();
                    optimizer.BeginStep(Step, 0, Rate);
                    OptimizerStep.Apply(optimizer, kernels, weights, gradients, slots, rules);
                    for (var i = 0; i < expected.Length; i++)
                    {
                        var gradient = Ruled(rules, expected[i], given[i]);
                        expected[i] = formula(expected[i], gradient, ref expectedSlots[0][i], ref expectedSlots[1][i]);
                    }
                }

                Assert.Equal(expected, weights.Storage.ToArray());
                Assert.All(slots, (slot, i) => Assert.Equal(expectedSlots[i], slot.Storage.ToArray()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void PrepareGradient_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var columns in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var (weights, gradients) = (pool.From(MatrixPool.Dense(7, columns, 61)), pool.From(MatrixPool.Numbers(7, columns, 62)));
            var rules = new GradientRules(0.5f, 0.6f);
            var expected = weights.Storage.ToArray().Zip(gradients.Storage.ToArray(), (w, g) => Ruled(rules, w, g)).ToArray();
            var squares = Enumerable.Range(0, 16).Select(i => (float)i).ToArray();
            var sums = squares.ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                sums[i % 16] = MathF.FusedMultiplyAdd(expected[i], expected[i], sums[i % 16]);
            }

            kernels.PrepareGradient(OptimizerStep.Block(weights, gradients, []), rules, squares);
            Assert.Equal(expected, gradients.Storage.ToArray());
            Assert.Equal(sums, squares);

            kernels.ScaleGradient(OptimizerStep.Block(weights, gradients, []), 0.37f);
            Assert.Equal(expected.Select(gradient => gradient * 0.37f), gradients.Storage.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Update_OfAGradientThatIsNaN_IsNotHiddenByClipping(int bits)
    {
        var kernels = Widths.Kernels(bits);
        using var pool = new MatrixPool();
        var (weights, gradients, slot) = (pool.From(new float[,] { { 1, 2, 3 } }), pool.From(new float[,] { { float.NaN, 9, float.NegativeInfinity } }), pool.Zero(1, 3));
        var optimizer = OptimizerFactory.Create(new SgdOptions());
        optimizer.BeginStep(1, 0, 1);
        OptimizerStep.Apply(optimizer, kernels, weights, gradients, [slot], new GradientRules(0, 0.5f));
        Assert.Equal([float.NaN, 1.5f, 3.5f], weights.ToRowMajor());
    }

    private static float Ruled(GradientRules rules, float weight, float gradient) =>
        Math.Clamp(MathF.FusedMultiplyAdd(rules.Decay, weight, gradient), -rules.Clip, rules.Clip);

    private static float Flush(float value) => MathF.Abs(value) < Tiny ? 0 : value;

    private static (OptimizerOptions Options, Formula Formula) Create(string name)
    {
        const float rate = (float)Rate;
        switch (name)
        {
            case "adam":
                var scaledRate = (float)(Rate / (1 - DeterministicMath.Pow(0.8, Step)));
                var correction = (float)(1 / Math.Sqrt(1 - DeterministicMath.Pow(0.99, Step)));
                return (new AdamOptions { Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-4 }, (float w, float g, ref float m, ref float v) =>
                {
                    m = Flush(MathF.FusedMultiplyAdd(0.8f, m, (float)(1 - 0.8) * g));
                    v = Flush(MathF.FusedMultiplyAdd(0.99f, v, (float)(1 - 0.99) * (g * g)));
                    return w - (scaledRate * m / MathF.FusedMultiplyAdd(MathF.Sqrt(v), correction, 1e-4f));
                });
            case "sgd":
                return (new SgdOptions(), Momentum(0));
            case "momentum":
                return (new SgdOptions { Momentum = 0.9 }, Momentum(0.9f));
            case "nesterov":
                return (new SgdOptions { Momentum = 0.9, Nesterov = true }, (float w, float g, ref float velocity, ref float _) =>
                {
                    var step = -rate * g;
                    velocity = Flush(MathF.FusedMultiplyAdd(0.9f, velocity, step));
                    return w + MathF.FusedMultiplyAdd(0.9f, velocity, step);
                });
            default:
                var momentum = name == "rmsprop" ? 0 : 0.7;
                return (new RmsPropOptions { Rho = 0.8, Momentum = momentum, Epsilon = 1e-4 }, (float w, float g, ref float v, ref float velocity) =>
                {
                    v = Flush(MathF.FusedMultiplyAdd(0.8f, v, (float)(1 - 0.8) * (g * g)));
                    velocity = Flush(MathF.FusedMultiplyAdd((float)momentum, velocity, rate * g / (MathF.Sqrt(v) + 1e-4f)));
                    return w - velocity;
                });
        }

        static Formula Momentum(float momentum) => (float w, float g, ref float velocity, ref float _) =>
        {
            velocity = Flush(MathF.FusedMultiplyAdd(-rate, g, momentum * velocity));
            return w + velocity;
        };
    }
}
