namespace DropoutSweep.Silo.Hosting;

/// <summary>Whether a silo's engine works, and has its data; told by what starts it, asked by the probe.</summary>
/// <param name="data">What data are missing.</param>
internal sealed class SiloReadiness(IReadiness data) : IReadiness
{
    private volatile IReadOnlyList<string> _reasons = ["the silo is starting"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Reasons => [.. _reasons, .. data.Reasons];

    /// <summary>Says why it is not ready; null when it is.</summary>
    public void Set(string? reason) => _reasons = reason is null ? [] : [reason];
}
