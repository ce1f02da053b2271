namespace DropoutSweep.Sweeps.Stores;

/// <summary>A silo as the store knows it.</summary>
public sealed record SiloRecord
{
    /// <summary>Its id, another one for each process.</summary>
    public required string Id { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>Its process.</summary>
    public required int Process { get; init; }

    /// <summary>Where its API is, such as <c>http://127.0.0.1:5080</c>; null when it serves none.</summary>
    public string? Address { get; init; }

    /// <summary>Slots, at least 0.</summary>
    public required int Slots { get; init; }

    /// <summary>The engine that drives it, <c>sql</c> or <c>orleans</c>; all silos that live have the same.</summary>
    public required string Engine { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Bits of the vectors that it trains with.</summary>
    public required int VectorBits { get; init; }

    /// <summary>When it entered, by the store's clock (UTC); set by the store.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>When its lease runs out; set by the store.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Whether its lease has not run out; set by the store.</summary>
    public bool Alive { get; init; }

    /// <summary>Trials that it holds, of quick ones more than it has slots; set by the store.</summary>
    public int Running { get; init; }
}
