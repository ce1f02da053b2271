namespace DropoutSweep.Client.Documents;

/// <summary>A row of the claims' file: what a document says, and which sweep's numbers speak to it.</summary>
internal sealed class Claim
{
    /// <summary>A short name.</summary>
    public string Id { get; set; } = "";

    /// <summary>The document, by the name that the project gives it.</summary>
    public string Document { get; set; } = "";

    /// <summary>What it says, in the project's words.</summary>
    public string Says { get; set; } = "";

    /// <summary>The sweep's file, beside the claims' file.</summary>
    public string Sweep { get; set; } = "";

    /// <summary>What is measured: a key of <see cref="ClaimMetrics"/>.</summary>
    public string Metric { get; set; } = "";

    /// <summary>The validation accuracy in % that <see cref="ClaimMetrics.EpochsToReach"/> counts the epochs to, above 0 and at most 100; 0 with every other metric.</summary>
    public double Level { get; set; }

    /// <summary>Parameters of the configuration that the claim is about; of every configuration those that match are one.</summary>
    public Dictionary<string, string> With { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Parameters of the configuration that it is held against; empty to hold the metric against zero.</summary>
    public Dictionary<string, string> Against { get; set; } = new(StringComparer.Ordinal);

    /// <summary><c>higher</c>, <c>lower</c> or <c>same</c>: what the claim says of <see cref="With"/>.</summary>
    public string Expect { get; set; } = "";

    /// <summary>What really happens, where the numbers alone would mislead; may be empty.</summary>
    public string Note { get; set; } = "";
}
