using System.Runtime.CompilerServices;
using DropoutSweep.Storage.Relational;
using DropoutSweep.Storage.Sqlite;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests.Sqlite;

/// <summary>A connection with the commands that it keeps.</summary>
public sealed class SqliteLinkTests : IDisposable
{
    private const string Write = "INSERT INTO kept (data) VALUES (@data)";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Checkpoints and models are as large as networks, of whose memory trials take all that there is.</summary>
    [Fact]
    public void Run_OfALargeValue_KeepsNothingOfIt()
    {
        using var link = SqliteLink.Open(_folder["kept.db"]);
        link.RunScript("CREATE TABLE kept (data BLOB NOT NULL)");

        var kept = Run(link, 3_000_000);
        GC.Collect();

        Assert.False(kept.IsAlive);
        Run(link, 10);
        Run(link, 20);
        Run(link, 3_000_001);
        Assert.Equal(6_000_031, link.Number("SELECT sum(length(data)) FROM kept"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run(SqliteLink link, int bytes)
    {
        var value = new byte[bytes];
        link.Run(Write, now: 0, Arg.Blob("@data", value));
        return new WeakReference(value);
    }
}
