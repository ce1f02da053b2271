using System.Globalization;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Tests.Coordination;

/// <summary>Specifications to coordinate.</summary>
internal static class Specs
{
    /// <summary>Two configurations, one of two epochs and one of five.</summary>
    public static SweepSpec Of(int replicates, string budget = "{}") => SweepSpecReader.Read(
        string.Create(CultureInfo.InvariantCulture, $"name: x\ndataset: digits\nmodel: {{layers: [4]}}\ntraining: {{epochs: {{grid: [2, 5]}}}}\nreplicates: {replicates}\nbudget: {budget}\n"),
        "x.yaml");
}
