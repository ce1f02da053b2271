using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Page;

/// <summary>The silos of the store that serve the page too, to which it can move.</summary>
internal sealed class Neighbours(ISweepStore store)
{
    /// <summary>Most that a page names.</summary>
    private const int Most = 16;

    /// <summary>Those that are alive and say where they are; this one among them.</summary>
    public async Task<IReadOnlyList<SiloRecord>> FindAsync(CancellationToken cancellationToken)
    {
        var silos = await store.ListSilosAsync(cancellationToken);
        return [.. silos.Where(silo => silo.Alive && IsAddress(silo.Address)).OrderBy(silo => silo.Id, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Addresses come from the store: only plain ones get into a page and its policy.</summary>
    private static bool IsAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && address.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '/' or '.' or '-' or '_' or '[' or ']');
}
