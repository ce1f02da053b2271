using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>
/// Loads SQLite: the system's library where there is one, as the system keeps it up to date; otherwise the one that
/// comes with the program.
/// </summary>
internal static class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";

    /// <summary>The first version that has what the SQL texts use (RETURNING).</summary>
    private static readonly Version Oldest = new(3, 35);

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The library with its version and where it is from, such as <c>SQLite 3.40.1 (system)</c>; loads it.</summary>
    public static string Description => Loaded.Value;

    private static string Load()
    {
        var system = FindSystem();
        if (system != 0)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => string.Equals(name, Bundled, StringComparison.Ordinal) ? system : 0);
        }

        Batteries_V2.Init();
        using var connection = new SqliteConnection();
        return $"SQLite {connection.ServerVersion} ({(system != 0 ? "system" : "bundled")})";
    }

    private static nint FindSystem()
    {
        // Windows has no SQLite of its own that keeps its name; macOS builds its own without what WAL needs here.
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libsqlite3.so.0", out var library))
        {
            return 0;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion", out var function) && ReadVersion(function) >= Oldest)
        {
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }

    private static unsafe Version ReadVersion(nint function)
    {
        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)function)());
        return Version.TryParse(text, out var version) ? version : new Version();
    }
}
