namespace DropoutSweep.Sweeps.Stores;

/// <summary>Pages of trials as they are.</summary>
public static class TrialPages
{
    /// <summary>A page of a sweep's trials; without epochs and without confusion matrices.</summary>
    /// <param name="archive">The store.</param>
    /// <param name="query">Which trials.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async ValueTask<TrialPage> ListTrialsAsync(this IResultArchive archive, TrialQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var page = await archive.ListTrialsAsync(query, static trials => trials, cancellationToken).ConfigureAwait(false);
        return new TrialPage(page.Total, page.Parts is [var one] ? one : [.. page.Parts.SelectMany(static part => part)]);
    }
}
