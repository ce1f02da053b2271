namespace DropoutSweep.Silo.Page.Views;

/// <summary>A page that shows what is in the store, and shows it anew when that changes. Loaded by one at a time.</summary>
internal interface IPageView
{
    /// <summary>Pages with the same key show the same to everybody.</summary>
    string Key { get; }

    /// <summary>The sweep that it is about; null when it is about all.</summary>
    string? Sweep { get; }

    /// <summary>Reads the store and renders.</summary>
    /// <exception cref="Api.Errors.ApiException">What it shows does not exist.</exception>
    /// <exception cref="DropoutSweep.Sweeps.Stores.StoreException">The store cannot be reached.</exception>
    Task<PageContent> LoadAsync(CancellationToken cancellationToken);
}
