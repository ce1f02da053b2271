using DropoutSweep.Bench.Peers;

namespace DropoutSweep.Bench.Reports;

/// <summary>Everything that one run measured.</summary>
internal sealed record BenchReport
{
    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>The machine.</summary>
    public required MachineDescription Machine { get; init; }

    /// <summary>The peer; null when there was none.</summary>
    public PeerDescription? Peer { get; init; }

    /// <summary>The data set that was trained on.</summary>
    public required string Data { get; init; }

    /// <summary>The FMA peak of one core: GFLOP/s.</summary>
    public required double Peak { get; init; }

    /// <summary>Of two cores at once; null on a machine with one.</summary>
    public double? PeakTogether { get; init; }

    /// <summary>The memory levels, nearest first.</summary>
    public required IReadOnlyList<Bandwidth> Bandwidths { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<RowResult> Rows { get; init; }

    /// <summary>Memory; null when not measured.</summary>
    public MemoryResult? Memory { get; init; }

    /// <summary>Start-up; null when not measured.</summary>
    public StartupResult? Startup { get; init; }
}
