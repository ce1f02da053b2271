namespace DropoutSweep.Client.Runs;

/// <summary>The data set that was taken.</summary>
internal sealed record RunSummaryDataset(string Name, string Description, string Fingerprint);
