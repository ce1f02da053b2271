using System.Text.Json;

namespace DropoutSweep.Sweeps.Text;

/// <summary>Names of enum values in camelCase, as databases, events, the API and the files of a run write them.</summary>
public static class EnumNames
{
    /// <summary>All names of an enum, in the order of its values.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Table<T>.Names;

    /// <summary>The name of a value.</summary>
    /// <exception cref="KeyNotFoundException">The enum has no such value.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        for (var i = 0; i < Table<T>.Values.Length; i++)
        {
            if (EqualityComparer<T>.Default.Equals(Table<T>.Values[i], value))
            {
                return Table<T>.Names[i];
            }
        }

        throw new KeyNotFoundException($"{typeof(T).Name} has no value {value}.");
    }

    /// <summary>The value of a name; null when no value has it.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum
    {
        for (var i = 0; i < Table<T>.Names.Length; i++)
        {
            if (string.Equals(Table<T>.Names[i], name, StringComparison.Ordinal))
            {
                return Table<T>.Values[i];
            }
        }

        return null;
    }

    // Searched one by one: they are a handful, and a dictionary is compiled anew for every enum, milliseconds that a process waits for as it starts.
    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();

        public static readonly string[] Names = Array.ConvertAll(Values, static value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
