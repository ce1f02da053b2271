using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>Finds the sweep that a person means.</summary>
internal static class SweepFinder
{
    private const int PageSize = 1_000;
    private const int MostShown = 5;

    /// <summary>A sweep by its full id, else the youngest one of that name, else the one whose id begins so.</summary>
    /// <exception cref="InputException">There is none, or more than one begins so.</exception>
    public static async Task<SweepView> FindAsync(SiloClient client, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InputException("SWEEP is a sweep's id, its beginning, or its name, not an empty text.");
        }

        if (await client.FindSweepAsync(text, cancellationToken).ConfigureAwait(false) is { } exact)
        {
            return exact;
        }

        var named = await client.SweepsAsync(state: null, text, offset: 0, limit: 1, cancellationToken).ConfigureAwait(false);
        return named.Sweeps is [var youngest] ? youngest : await ByPrefixAsync(client, text, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SweepView> ByPrefixAsync(SiloClient client, string prefix, CancellationToken cancellationToken)
    {
        var found = new List<SweepView>();
        var known = 0;
        SweepListView page;
        do
        {
            page = await client.SweepsAsync(state: null, name: null, known, PageSize, cancellationToken).ConfigureAwait(false);
            known += page.Sweeps.Count;
            found.AddRange(page.Sweeps.Where(sweep => sweep.Id.StartsWith(prefix, StringComparison.Ordinal)));
        }
        while (page.Sweeps.Count == PageSize);

        return found switch
        {
            [var one] => one,
            [] when known == 0 => throw new InputException($"There is no sweep '{prefix}': the cluster has none yet; 'dropoutsweep submit SPEC' adds one."),
            [] => throw new InputException($"There is no sweep '{prefix}'; 'dropoutsweep list' shows those there are."),
            _ => throw new InputException($"{found.Count} sweeps begin with '{prefix}': {string.Join(", ", found.Take(MostShown).Select(sweep => sweep.Id))}{(found.Count > MostShown ? ", …" : "")}. Give more of the id."),
        };
    }
}
