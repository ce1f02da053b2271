namespace DropoutSweep.Sweeps.Stores;

/// <summary>A process as the members of its cluster see it. Times are theirs, in UTC, kept to the microsecond.</summary>
public sealed record MemberRecord
{
    /// <summary>Where it is reached, another one for each process, such as <c>127.0.0.1:11111@138</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Its name, such as the id of its silo.</summary>
    public required string Name { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public required MemberStatus Status { get; init; }

    /// <summary>The port for clients, 0 to 65535; 0 when it serves none.</summary>
    public int ClientPort { get; init; }

    /// <summary>The role that its machine plays; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>The group of machines that are updated together.</summary>
    public int UpdateZone { get; init; }

    /// <summary>The group of machines that fail together.</summary>
    public int FaultZone { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its last sign of life.</summary>
    public required DateTimeOffset AliveAt { get; init; }

    /// <summary>Votes that it is dead, in the order in which they were written.</summary>
    public IReadOnlyList<MemberSuspicion> Suspicions { get; init; } = [];
}
