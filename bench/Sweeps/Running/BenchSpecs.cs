using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>The sweeps that are measured.</summary>
internal static class BenchSpecs
{
    /// <summary>Configurations of an empty sweep.</summary>
    private const int Configurations = 10;

    /// <summary>A sweep that keeps silos training for minutes.</summary>
    public const string Long =
        """
        name: long
        dataset: digits
        model:
          layers: [512, 256]
          dropout: {grid: [0, 0.5]}
        training: {epochs: 200, batch_size: 128}
        replicates: 2
        """;

    /// <summary>A sweep of so many trials, for silos that train nothing; a multiple of 10.</summary>
    public static SweepSpec Empty(int trials) => SweepSpecReader.Read(
        $$"""
        name: empty
        dataset: digits
        model:
          layers: {grid: [[16], [32], [64], [128], [256]]}
          dropout: {grid: [0, 0.5]}
        replicates: {{trials / Configurations}}
        """,
        "empty.yaml");
}
