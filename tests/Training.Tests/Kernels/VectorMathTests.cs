using System.Runtime.Intrinsics;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The elementary functions against the platform's in double precision, and the same bits at all widths.</summary>
public sealed unsafe class VectorMathTests
{
    private const int Samples = 1 << 18;

    private delegate void Mapping(ReadOnlySpan<float> source, Span<float> destination);

    public static TheoryData<string> Functions => ["exp", "log", "tanh", "sigmoid", "sin", "cos"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_AtEveryWidth_GivesTheBitsOfOneLane(string name)
    {
        var source = name is "sin" or "cos" ? Uniform(0, 1) : [.. Uniform(-100, 100), .. Patterns()];
        if (name == "log")
        {
            source = [.. source.Where(x => float.IsNormal(x) && x > 0).Take(Samples)];
        }

        var expected = Map<ScalarSimd, float, uint>(name, source);
        AssertSame(expected, Map<Simd128, Vector128<float>, Vector128<uint>>(name, source), source);
        AssertSame(expected, Map<Simd256, Vector256<float>, Vector256<uint>>(name, source), source);
        if (Vector512.IsHardwareAccelerated)
        {
            AssertSame(expected, Map<Simd512, Vector512<float>, Vector512<uint>>(name, source), source);
        }
    }

    [Theory]
    [InlineData("exp", -69.2f, 88.3f, 2)]
    [InlineData("exp", -1, 1, 2)]
    [InlineData("log", 1.2e-38f, 3e38f, 2)]
    [InlineData("log", 0.5f, 2, 2)]
    [InlineData("tanh", -10, 10, 2)]
    [InlineData("tanh", -0.7f, 0.7f, 2)]
    [InlineData("tanh", -1e-5f, 1e-5f, 1)]
    [InlineData("sigmoid", -60, 30, 3)]
    [InlineData("sigmoid", -2, 2, 2)]
    public void Function_OverARange_IsWithinUnitsInTheLastPlace(string name, float from, float to, double units)
    {
        var source = name == "log" && to > 1e30f ? Normals() : Uniform(from, to);
        var result = Map<Simd128, Vector128<float>, Vector128<uint>>(name, source);
        var worst = Enumerable.Range(0, source.Length).MaxBy(i => Error(name, source[i], result[i]));
        var error = Error(name, source[worst], result[worst]);
        Assert.True(error <= units, $"{name}({source[worst]:R}) = {result[worst]:R} is off by {error:F2} units.");
    }

    [Theory]
    [InlineData("sin")]
    [InlineData("cos")]
    public void SinCosTurn_OverAWholeTurn_IsWithinOneRounding(string name)
    {
        var source = Uniform(0, 1);
        var bits = source.Select(Bits).ToArray();
        var result = Map<Simd128, Vector128<float>, Vector128<uint>>(name, source);
        for (var i = 0; i < source.Length; i++)
        {
            var angle = 2 * Math.PI * (bits[i] & 0xFFFFFF00) / 4294967296.0;
            Assert.Equal(name == "sin" ? Math.Sin(angle) : Math.Cos(angle), result[i], 1.2e-7);
        }
    }

    [Theory]
    [InlineData(0u, 0, 1)]
    [InlineData(0x40000000u, 1, 0)]
    [InlineData(0x80000000u, 0, -1)]
    [InlineData(0xC0000000u, -1, 0)]
    public void SinCosTurn_OfQuarterTurns_IsExact(uint bits, float sin, float cos)
    {
        VectorMath<ScalarSimd, float, uint>.SinCosTurn(bits, out var s, out var c);
        Assert.Equal(sin, s);
        Assert.Equal(cos, c);
    }

    [Theory]
    [InlineData("exp", float.NaN, float.NaN)]
    [InlineData("exp", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("exp", float.NegativeInfinity, 0)]
    [InlineData("exp", 0, 1)]
    [InlineData("exp", -0f, 1)]
    [InlineData("exp", float.Epsilon, 1)]
    [InlineData("exp", -1e-40f, 1)]
    [InlineData("exp", 88.5f, float.PositiveInfinity)]
    [InlineData("exp", -69.31f, 0)]
    [InlineData("exp", float.MaxValue, float.PositiveInfinity)]
    [InlineData("exp", float.MinValue, 0)]
    [InlineData("tanh", float.NaN, float.NaN)]
    [InlineData("tanh", float.PositiveInfinity, 1)]
    [InlineData("tanh", float.NegativeInfinity, -1)]
    [InlineData("tanh", 0, 0)]
    [InlineData("tanh", float.Epsilon, float.Epsilon)]
    [InlineData("tanh", -1e-40f, -1e-40f)]
    [InlineData("tanh", 20, 1)]
    [InlineData("tanh", float.MinValue, -1)]
    [InlineData("sigmoid", float.NaN, float.NaN)]
    [InlineData("sigmoid", float.PositiveInfinity, 1)]
    [InlineData("sigmoid", float.NegativeInfinity, 0)]
    [InlineData("sigmoid", 0, 0.5f)]
    [InlineData("sigmoid", float.Epsilon, 0.5f)]
    [InlineData("sigmoid", 17, 1)]
    [InlineData("sigmoid", -100, 0)]
    [InlineData("sigmoid", float.MaxValue, 1)]
    [InlineData("sigmoid", float.MinValue, 0)]
    [InlineData("log", 1, 0)]
    public void Function_OfASpecialValue_IsExact(string name, float x, float expected)
    {
        foreach (var mapping in new Mapping[] { Apply<ScalarSimd, float, uint>(name), Apply<Simd128, Vector128<float>, Vector128<uint>>(name), Apply<Simd256, Vector256<float>, Vector256<uint>>(name) })
        {
            var result = new float[16];
            mapping(Enumerable.Repeat(x, 16).ToArray(), result);
            Assert.All(result, value => Assert.Equal(expected, value));
        }
    }

    [Fact]
    public void Sigmoid_AboveItsSaturation_IsExactlyOneAndBelowItIsNot()
    {
        Assert.Equal(1f, Twin.Sigmoid(17.4f));
        Assert.True(Twin.Sigmoid(15.9f) < 1);
    }

    private static void AssertSame(float[] expected, float[] actual, float[] source)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (!MatrixPool.Same(expected[i], actual[i]))
            {
                Assert.Fail($"At {source[i]:R}: {actual[i]:R} instead of {expected[i]:R}.");
            }
        }
    }

    private static double Error(string name, float x, float result)
    {
        var exact = name switch
        {
            "exp" => Math.Exp(x),
            "log" => Math.Log(x),
            "tanh" => Math.Tanh(x),
            _ => 1 / (1 + Math.Exp(-(double)x)),
        };
        var unit = Math.Abs((double)MathF.BitIncrement((float)Math.Abs(exact)) - (float)Math.Abs(exact));
        return Math.Abs(result - exact) / unit;
    }

    private static uint Bits(float fraction) => (uint)(fraction * 4294967296.0);

    private static float[] Uniform(float from, float to)
    {
        var random = new RandomSequence(5, Purpose.RandomLabels);
        var values = new float[Samples];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)(from + (random.NextDouble() * ((double)to - from)));
        }

        return values;
    }

    // All exponents, both signs, NaNs and infinities among them.
    private static float[] Patterns()
    {
        var random = new RandomSequence(6, Purpose.RandomLabels);
        var values = new float[Samples];
        foreach (ref var value in values.AsSpan())
        {
            value = BitConverter.UInt32BitsToSingle(random.NextUInt32());
        }

        return [.. values, float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, float.Epsilon, float.MaxValue, 88.3762626647949f, -69.3f, 0.625f];
    }

    private static float[] Normals() => [.. Patterns().Select(MathF.Abs).Where(float.IsNormal)];

    private static float[] Map<TSimd, TF, TU>(string name, float[] source)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var padded = new float[(source.Length + 15) / 16 * 16];
        Array.Fill(padded, 0.25f);
        source.CopyTo(padded, 0);
        var result = new float[padded.Length];
        Apply<TSimd, TF, TU>(name)(padded, result);
        return result[..source.Length];
    }

    private static Mapping Apply<TSimd, TF, TU>(string name)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct => (source, destination) =>
    {
        Span<uint> bits = stackalloc uint[16];
        fixed (float* from = source, to = destination)
        fixed (uint* turn = bits)
        {
            for (var i = 0; i < source.Length; i += TSimd.Lanes)
            {
                for (var lane = 0; lane < TSimd.Lanes; lane++)
                {
                    turn[lane] = Bits(Math.Clamp(from[i + lane], 0, 0.99999994f));
                }

                var x = TSimd.Load(from + i);
                VectorMath<TSimd, TF, TU>.SinCosTurn(TSimd.Load(turn), out var sin, out var cos);
                TSimd.Store(to + i, name switch
                {
                    "exp" => VectorMath<TSimd, TF, TU>.Exp(x),
                    "log" => VectorMath<TSimd, TF, TU>.Log(x),
                    "tanh" => VectorMath<TSimd, TF, TU>.Tanh(x),
                    "sigmoid" => VectorMath<TSimd, TF, TU>.Sigmoid(x),
                    "sin" => sin,
                    _ => cos,
                });
            }
        }
    };
}
