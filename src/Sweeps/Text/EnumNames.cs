using System.Collections.Frozen;
using System.Text.Json;

namespace DropoutSweep.Sweeps.Text;

/// <summary>Names of enum values in camelCase, as databases, events, the API and the files of a run write them.</summary>
public static class EnumNames
{
    /// <summary>All names of an enum, in the order of its values.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    /// <summary>The name of a value.</summary>
    /// <exception cref="KeyNotFoundException">The enum has no such value.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Names[value];

    /// <summary>The value of a name; null when no value has it.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Table<T>.Values.TryGetValue(name, out var value) ? value : null;

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
