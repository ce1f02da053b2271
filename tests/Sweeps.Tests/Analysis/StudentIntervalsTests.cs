using System.Text.Json;
using DropoutSweep.Sweeps.Analysis;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Analysis;

public sealed class StudentIntervalsTests
{
    private static readonly JsonDocument s_golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Sweeps.Tests", "Golden", "intervals.json")));

    [Fact]
    public void Quantile_AgainstScipy_AgreesToTenDigits()
    {
        var intervals = new StudentIntervals();

        foreach (var quantile in s_golden.RootElement.GetProperty("quantiles").EnumerateObject())
        {
            AssertClose(quantile.Value.GetDouble(), intervals.Quantile(int.Parse(quantile.Name)), 1e-10);
        }
    }

    [Fact]
    public void Estimate_AgainstScipy_AgreesToNineDigits()
    {
        var intervals = new StudentIntervals();

        foreach (var golden in s_golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            var values = golden.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
            var estimate = intervals.Estimate(values)!;
            Assert.Equal(values.Length, estimate.Count);
            AssertClose(golden.GetProperty("mean").GetDouble(), estimate.Mean, 1e-12);
            AssertClose(golden.GetProperty("deviation").GetDouble(), estimate.StandardDeviation!.Value, 1e-9);
            AssertClose(golden.GetProperty("half_width").GetDouble(), estimate.HalfWidth!.Value, 1e-9);
        }
    }

    [Fact]
    public void Estimate_OneValue_HasNoInterval()
    {
        Assert.Equal(new Estimate(1, 0.5, null, null), new StudentIntervals().Estimate([0.5]));
        Assert.Null(new StudentIntervals().Estimate([]));
    }

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{actual:R} is not {expected:R}");
}
