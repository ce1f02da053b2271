namespace DropoutSweep.Bench.Reports;

/// <summary>A measured row.</summary>
internal sealed record RowResult
{
    /// <summary>The row's number.</summary>
    public required int Number { get; init; }

    /// <summary>Operations of a unit.</summary>
    public required double Operations { get; init; }

    /// <summary>Bytes that a unit moves when no cache keeps anything from one pass to the next.</summary>
    public required double Bytes { get; init; }

    /// <summary>One trial on one core.</summary>
    public required SideResult Alone { get; init; }

    /// <summary>Two trials on two cores; null on a machine with one.</summary>
    public SideResult? Together { get; init; }
}
