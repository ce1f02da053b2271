using DropoutSweep.Client.Interaction;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Doctor;

/// <summary>The store that silos of this machine would share: reachable, readable, writable. One that does not exist yet is not made.</summary>
internal sealed class StoreCheck(string address, TimeProvider time) : IDoctorCheck
{
    private const string SqlitePrefix = "sqlite:";

    /// <inheritdoc/>
    public string Name => "store";

    /// <inheritdoc/>
    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var path = address.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) ? address[SqlitePrefix.Length..] : address;
        var isFile = !address.Contains("://", StringComparison.Ordinal) && !address.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        if (isFile && !File.Exists(path))
        {
            return New(path);
        }

        try
        {
            var store = SweepStores.Create(address, time, new StoreOptions { OpenPatience = TimeSpan.FromSeconds(2) });
            await using var closing = store.ConfigureAwait(false);
            await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            var sweeps = await store.ListSweepsAsync(new SweepQuery { Limit = 1_000 }, cancellationToken).ConfigureAwait(false);
            if (isFile && !IsWritable(path))
            {
                return Finding.ToDo($"{store.Description.Address} cannot be written; give this user the right to, or name another file with --store.");
            }

            return Finding.Fine($"{store.Description.Address} ({store.Description.Engine}), {(sweeps.Count == 1_000 ? "1,000 or more" : sweeps.Count)} sweep(s)");
        }
        catch (Exception error) when (error is StoreException or ArgumentException)
        {
            return Finding.ToDo($"{ErrorText.Of(error)}. Name another store with --store.");
        }
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A store that the first silo will make: the nearest folder above it that exists must take it.</summary>
    private static Finding New(string path)
    {
        if (Directory.Exists(path))
        {
            return Finding.ToDo($"'{path}' is a folder; --store names a file in it.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        try
        {
            var probe = Path.Combine(folder ?? ".", $".dropoutsweep-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return Finding.Fine($"{path} will be made by the first silo");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.ToDo($"'{path}' cannot be made: {error.Message} Name another file with --store.");
        }
    }
}
