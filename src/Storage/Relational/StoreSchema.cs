using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// A database's schema, version by version: the embedded texts <c>Migrations/0001.sql</c>, <c>0002.sql</c> and so on.
/// A released text never changes; a change is a new text.
/// </summary>
internal sealed class StoreSchema(string folder)
{
    /// <summary>The version that this program writes.</summary>
    public const int Version = 3;

    /// <summary>The texts that bring a database from a version to this program's.</summary>
    /// <param name="from">The version that it has; 0 for an empty one.</param>
    /// <param name="where">The database, for the error's text.</param>
    /// <exception cref="StoreException">The database is newer than the program.</exception>
    public IEnumerable<string> MigrationsFrom(int from, string where)
    {
        if (from > Version)
        {
            throw new StoreException(
                $"The store {where} was written by a newer version of dropoutsweep (schema {from}, this program knows {Version}). Update this program.") { Passes = false };
        }

        return Enumerable.Range(from + 1, Version - from).Select(Read);
    }

    private string Read(int version)
    {
        var name = $"{folder}/Migrations/{version:0000}.sql";
        using var stream = typeof(StoreSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration '{name}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
