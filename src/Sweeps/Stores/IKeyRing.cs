namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// Keys that all silos of a store share, so that any silo honours what another one has signed, such as a cookie. They
/// are as secret as the store is: whoever reads it can sign.
/// </summary>
public interface IKeyRing
{
    /// <summary>All keys, in the order in which they were added.</summary>
    ValueTask<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key; when there is one of its name already, that one stays: of silos that start at once, one makes the key.</summary>
    /// <param name="name">Its name, 1 to 200 characters.</param>
    /// <param name="text">The key, as text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AddKeyAsync(string name, string text, CancellationToken cancellationToken);
}
