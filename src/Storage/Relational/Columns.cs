using System.Data.Common;
using System.Text.Json;
using DropoutSweep.Sweeps.Text;

namespace DropoutSweep.Storage.Relational;

/// <summary>Values as both databases keep them: times as microseconds since 1970 (UTC), names of enums in camelCase.</summary>
internal static class Columns
{
    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The first whole microsecond that is not before a time: what is kept is before the one as it is before the other.</summary>
    public static long MicrosecondsUp(DateTimeOffset time) => Microseconds(time) + ((time - DateTimeOffset.UnixEpoch).Ticks % TimeSpan.TicksPerMicrosecond > 0 ? 1 : 0);

    public static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static string Name<T>(T value)
        where T : struct, Enum => EnumNames.Of(value);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? IntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static double? RealOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => Time(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row.GetInt64(column));

    public static bool Flag(this DbDataReader row, int column) => row.GetInt32(column) != 0;

    public static T Enum<T>(this DbDataReader row, int column)
        where T : struct, Enum => EnumNames.Find<T>(row.GetString(column)) ?? throw new InvalidDataException($"'{row.GetString(column)}' is no {typeof(T).Name}.");

    public static byte[] Bytes(this DbDataReader row, int column) => (byte[])row.GetValue(column);

    /// <summary>Names as a JSON array, for the texts' lists.</summary>
    public static string? List<T>(IReadOnlyList<T>? values)
        where T : struct, Enum => values is null ? null : List(values.Select(Name));

    public static string List(IEnumerable<string> values)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string List(IEnumerable<int> values) => $"[{string.Join(',', values)}]";
}
