using System.Data;

namespace DropoutSweep.Storage.Relational;

/// <summary>A value for a parameter of an SQL text; typed, so that a database knows what kind of nothing a null is.</summary>
internal readonly record struct Arg(string Name, DbType Type, object? Value)
{
    public static Arg Text(string name, string? value) => new(name, DbType.String, value);

    public static Arg Int(string name, int? value) => new(name, DbType.Int32, value);

    public static Arg Long(string name, long? value) => new(name, DbType.Int64, value);

    public static Arg Real(string name, double? value) => new(name, DbType.Double, value);

    public static Arg Blob(string name, ReadOnlyMemory<byte> value) => new(name, DbType.Binary, AsArray(value));

    private static byte[] AsArray(ReadOnlyMemory<byte> value) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value, out var segment) && segment.Array is { } array && segment.Count == array.Length
            ? array
            : value.ToArray();
}
