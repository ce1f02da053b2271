using DropoutSweep.Bench.Rows;

namespace DropoutSweep.Bench;

/// <summary>What a run of the benchmarks was asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>The rows to measure; empty for none.</summary>
    public required IReadOnlyList<BenchRow> Rows { get; init; }

    /// <summary>Seconds that a row is measured for, warming up not counted.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the peer is measured.</summary>
    public required bool Peer { get; init; }

    /// <summary>The Python that has PyTorch; null to look for it.</summary>
    public string? Python { get; init; }

    /// <summary>The kernels of OpenBLAS that the peer asks for; null for the fastest that the processor has.</summary>
    public string? PeerKernels { get; init; }

    /// <summary>The folder of data sets; null for the usual places.</summary>
    public string? Data { get; init; }

    /// <summary>Whether memory is measured.</summary>
    public required bool Memory { get; init; }

    /// <summary>Whether start-up is measured.</summary>
    public required bool Startup { get; init; }

    /// <summary>The command as the user would repeat it.</summary>
    public required string Command { get; init; }
}
