using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Runs;

/// <summary>The best trial.</summary>
internal sealed record RunSummaryBest
{
    public required int Trial { get; init; }

    public required int Configuration { get; init; }

    public required int Replicate { get; init; }

    public required ulong Seed { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public int? KeptEpoch { get; init; }

    public Scores? Train { get; init; }

    public Scores? Validation { get; init; }

    public Scores? Test { get; init; }

    public double? Gap { get; init; }

    public string? ModelSha256 { get; init; }
}
