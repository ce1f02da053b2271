namespace DropoutSweep.Client.Runs;

/// <summary>A failed trial.</summary>
internal sealed record RunSummaryFailure(int Trial, int Configuration, int Replicate, ulong Seed, string Kind, string Message);
