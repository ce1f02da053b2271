namespace DropoutSweep.Client.Cluster;

/// <summary>A silo's answer.</summary>
/// <param name="Response">The answer.</param>
/// <param name="From">The silo's address.</param>
/// <param name="Moved">Cancelled when calls that came after this one have moved on to another silo.</param>
internal sealed record ClusterAnswer(HttpResponseMessage Response, Uri From, CancellationToken Moved);
