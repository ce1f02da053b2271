using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Hosting;

/// <summary>Whether a silo's engine works, and has its store and its data; told by what starts it, asked by the probe.</summary>
/// <param name="data">What data are missing.</param>
/// <param name="store">The store.</param>
internal sealed class SiloReadiness(IReadiness data, ISweepStore store) : IReadiness
{
    /// <summary>A store that is away for a shorter time, such as while its server starts again, is no reason to send work elsewhere.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<string> _reasons = ["the silo is starting"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Reasons => [.. _reasons, .. store.AwayFor >= s_patience && StoreAwayText.Of(store) is { } away ? [away] : Array.Empty<string>(), .. data.Reasons];

    /// <summary>Says why it is not ready; null when it is.</summary>
    public void Set(string? reason) => _reasons = reason is null ? [] : [reason];
}
