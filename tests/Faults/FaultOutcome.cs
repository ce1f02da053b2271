namespace DropoutSweep.Faults;

/// <summary>What a fault did to a sweep.</summary>
public sealed record FaultOutcome
{
    /// <summary>The fault.</summary>
    public required string Fault { get; init; }

    /// <summary>The silos' engine, by name.</summary>
    public string Engine { get; init; } = "";

    /// <summary>The store.</summary>
    public required string Store { get; init; }

    /// <summary>How many times it struck.</summary>
    public required int Strikes { get; init; }

    /// <summary>Trials of the sweep.</summary>
    public int Trials { get; init; }

    /// <summary>Attempts at them.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts that went on from a checkpoint or began again because another one was lost, crashed or given back.</summary>
    public int Interrupted { get; init; }

    /// <summary>How long it took from the first silo's start to the sweep's end.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What is not as it must be; empty when all is well.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>Why it was not tried; null when it was.</summary>
    public string? Skipped { get; init; }
}
