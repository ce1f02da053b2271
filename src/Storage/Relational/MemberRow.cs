using System.Data.Common;
using System.Text;
using System.Text.Json;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>A table's row joined with a member's, which is missing where the table has none.</summary>
internal sealed record MemberRow(string Cluster, int Version, string Tag, StoredMember? Member)
{
    public static MemberRow Read(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.IsDBNull(3) ? null : ReadMember(row));

    /// <summary>The tables that rows make, in their order.</summary>
    public static List<MembershipRecord> Tables(IEnumerable<MemberRow> rows) =>
    [
        .. rows.GroupBy(static row => row.Cluster, StringComparer.Ordinal).Select(static table =>
            new MembershipRecord(table.Key, table.First().Version, table.First().Tag, [.. table.Select(static row => row.Member).OfType<StoredMember>()])),
    ];

    /// <summary>A member as the texts' parameters.</summary>
    public static Arg[] Args(MembershipChange change, string tag)
    {
        var member = change.Member;
        return
        [
            Arg.Text("@cluster", change.Cluster),
            Arg.Text("@address", member.Address),
            Arg.Text("@tag", tag),
            Arg.Text("@name", member.Name),
            Arg.Text("@host", member.Host),
            Arg.Text("@status", Columns.Name(member.Status)),
            Arg.Int("@clientPort", member.ClientPort),
            Arg.Text("@role", member.Role),
            Arg.Int("@updateZone", member.UpdateZone),
            Arg.Int("@faultZone", member.FaultZone),
            Arg.Long("@startedAt", Columns.Microseconds(member.StartedAt)),
            Arg.Long("@aliveAt", Columns.Microseconds(member.AliveAt)),
            Arg.Long("@suspectedAt", member.Suspicions.Count > 0 ? member.Suspicions.Max(static suspicion => Columns.Microseconds(suspicion.At)) : null),
            Arg.Text("@suspicions", Write(member.Suspicions)),
        ];
    }

    private static StoredMember ReadMember(DbDataReader row) => new(
        new MemberRecord
        {
            Address = row.GetString(3),
            Name = row.GetString(5),
            Host = row.GetString(6),
            Status = row.Enum<MemberStatus>(7),
            ClientPort = row.GetInt32(8),
            Role = row.TextOrNull(9),
            UpdateZone = row.GetInt32(10),
            FaultZone = row.GetInt32(11),
            StartedAt = row.Time(12),
            AliveAt = row.Time(13),
            Suspicions = ReadSuspicions(row.GetString(14)),
        },
        row.GetString(4));

    /// <summary>Pairs of an address and a time.</summary>
    private static string Write(IReadOnlyList<MemberSuspicion> suspicions)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var suspicion in suspicions)
            {
                json.WriteStartArray();
                json.WriteStringValue(suspicion.By);
                json.WriteNumberValue(Columns.Microseconds(suspicion.At));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static List<MemberSuspicion> ReadSuspicions(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(static pair => new MemberSuspicion(pair[0].GetString()!, Columns.Time(pair[1].GetInt64())))];
    }
}
