namespace DropoutSweep.Bench.Reports;

/// <summary>The machine that was measured on.</summary>
internal sealed record MachineDescription
{
    /// <summary>The processor's name, family and model.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that the program sees.</summary>
    public required int Cores { get; init; }

    /// <summary>Sizes of the data caches.</summary>
    public required string Caches { get; init; }

    /// <summary>Bits of the vectors that training works in.</summary>
    public required int VectorBits { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>What else the machine was doing: the load average as the run began; null when not known.</summary>
    public double? Load { get; init; }
}
