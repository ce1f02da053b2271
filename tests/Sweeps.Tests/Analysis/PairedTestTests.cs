using System.Text.Json;
using DropoutSweep.Sweeps.Analysis;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Analysis;

public sealed class PairedTestTests
{
    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Sweeps.Tests", "Golden", "twins.json"))).RootElement;

    [Fact]
    public void P_AgainstScipy_AgreesToNineDigits()
    {
        foreach (var golden in s_golden.GetProperty("tests").EnumerateArray())
        {
            var expected = golden.GetProperty("p").GetDouble();
            Assert.Equal(expected, PairedTest.P(Differences(golden)), Math.Max(1e-15, expected * 1e-9));
        }
    }

    [Fact]
    public void PairsFor_AgainstScipy_AreTheSame()
    {
        foreach (var golden in s_golden.GetProperty("tests").EnumerateArray())
        {
            Assert.Equal(golden.GetProperty("pairs").GetInt32(), PairedTest.PairsFor(0.1, Differences(golden).StandardDeviation!.Value));
        }
    }

    [Fact]
    public void Holm_Families_AreAdjustedStepDown()
    {
        foreach (var golden in s_golden.GetProperty("families").EnumerateArray())
        {
            var adjusted = PairedTest.Holm(Numbers(golden.GetProperty("values")));
            Assert.Equal(Numbers(golden.GetProperty("adjusted")), adjusted, (a, b) => Math.Abs(a - b) <= 1e-15);
        }
    }

    [Fact]
    public void P_NoScatter_IsCertain()
    {
        Assert.Equal(1, PairedTest.P(new Estimate(3, 0, 0, 0)));
        Assert.Equal(0, PairedTest.P(new Estimate(3, 0.2, 0, 0)));
        Assert.Equal(2, PairedTest.PairsFor(0.1, 0));
    }

    private static Estimate Differences(JsonElement golden) => new StudentIntervals()
        .Estimate([.. Numbers(golden.GetProperty("with")).Zip(Numbers(golden.GetProperty("without")), (one, other) => one - other)])!;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
