namespace DropoutSweep.Client.Commands;

/// <summary>The folder of a store that is a file.</summary>
internal static class StoreFolder
{
    /// <summary>Whether a store is a file on this machine.</summary>
    public static bool IsFile(string store) => !store.Contains("://", StringComparison.Ordinal);

    /// <summary>Makes the folder of a store that is a file.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Prepare(string store)
    {
        if (!IsFile(store) || Path.GetDirectoryName(Path.GetFullPath(store)) is not { } folder)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The store's folder '{folder}' cannot be made: {error.Message} Choose another place with --store.");
        }
    }
}
