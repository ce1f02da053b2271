namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>How the process is.</summary>
/// <param name="Status"><c>ok</c>.</param>
public sealed record HealthView(string Status);
