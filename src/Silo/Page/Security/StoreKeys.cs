using System.Xml.Linq;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace DropoutSweep.Silo.Page.Security;

/// <summary>
/// Keeps the keys that seal cookies and forms in the store, for all its silos. They lie there as they are: whoever can
/// read the store can do more than sign in.
/// </summary>
internal sealed class StoreKeys(ISweepStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Await(token => store.ReadKeysAsync(token)).Select(text => XElement.Parse(text))];

    public void StoreElement(XElement element, string friendlyName) => Await(async token =>
    {
        await store.AddKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), token);
        return true;
    });

    /// <summary>The framework asks for keys synchronously, at the first page and once a day; a thread is held for that long.</summary>
    private static T Await<T>(Func<CancellationToken, ValueTask<T>> ask)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return Task.Run(async () => await ask(patience.Token)).GetAwaiter().GetResult();
    }
}
