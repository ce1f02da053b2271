using System.Globalization;
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
        await store.AddKeyAsync(NameOf(element, friendlyName), element.ToString(SaveOptions.DisableFormatting), token);
        return true;
    });

    /// <summary>
    /// Silos that start at once on an empty store would each make a key, and know the others' only a day later: one key
    /// a day is made, by whoever is first, and the framework reads all keys again after it has made one.
    /// </summary>
    private static string NameOf(XElement element, string friendlyName) =>
        string.Equals(element.Name.LocalName, "key", StringComparison.Ordinal) && (DateTimeOffset?)element.Element("creationDate") is { } made
            ? string.Create(CultureInfo.InvariantCulture, $"key {made:yyyy-MM-dd}")
            : friendlyName;

    /// <summary>The framework asks for keys synchronously, at the first page and once a day; a thread is held for that long.</summary>
    private static T Await<T>(Func<CancellationToken, ValueTask<T>> ask)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return Task.Run(async () => await ask(patience.Token)).GetAwaiter().GetResult();
    }
}
