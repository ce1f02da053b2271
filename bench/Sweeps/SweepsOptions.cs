using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps;

/// <summary>What a run was asked for.</summary>
internal sealed record SweepsOptions
{
    /// <summary>The parts to measure, by name.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The engines to measure, of those that are in.</summary>
    public required IReadOnlyList<EngineKind> Engines { get; init; }

    /// <summary>Whether nothing is scaled down.</summary>
    public required bool Whole { get; init; }

    /// <summary>Times that empty sweeps are run, of which the best counts, and turns against the peer, of which the median does.</summary>
    public required int Runs { get; init; }

    /// <summary>A PostgreSQL database to use; null to start a server.</summary>
    public string? Postgres { get; init; }

    /// <summary>Whether the peers are measured.</summary>
    public required bool Peer { get; init; }

    /// <summary>The Python that has the peers; null to look for it.</summary>
    public string? Python { get; init; }

    /// <summary>The folder of data sets; null for the usual places.</summary>
    public string? Data { get; init; }

    /// <summary>The file that keeps what was measured; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>The command as the user would repeat it.</summary>
    public required string Command { get; init; }
}
