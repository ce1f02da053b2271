using System.Text.Json.Serialization;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>What and where a store is, for people.</summary>
/// <param name="Kind">Its kind, such as <c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Address">Its file, or server and database; never a password.</param>
/// <param name="Engine">The library or server behind it with its version, such as <c>SQLite 3.40.1 (system)</c>; once opened.</param>
public sealed record StoreDescription(string Kind, string Address, string Engine)
{
    /// <summary>Whether opening has made it, here and now: nothing of this program was there.</summary>
    [JsonIgnore]
    public bool IsNew { get; init; }

    /// <summary>Address and engine, and whether it is new, for a line.</summary>
    public override string ToString() => $"{Address} ({Engine}){(IsNew ? ", new" : "")}";
}
