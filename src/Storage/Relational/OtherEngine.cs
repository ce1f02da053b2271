using System.Data.Common;
using System.Globalization;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>A living silo of another engine than the one that is asked for.</summary>
/// <param name="Silo">Its id.</param>
/// <param name="Host">Its machine.</param>
/// <param name="Process">Its process.</param>
/// <param name="Engine">Its engine.</param>
/// <param name="Left">What is left of its lease, in microseconds.</param>
internal sealed record OtherEngine(string Silo, string Host, int Process, string Engine, long Left)
{
    public static OtherEngine Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetInt64(4));

    /// <summary>Why a silo cannot enter.</summary>
    public static EngineConflictException Refuse(string store, string engine, List<OtherEngine> others) => new(
        $"The store '{store}' is driven by the engine {others[0].Engine}, this silo's is {engine}, and only one drives a store at a time. {Who(others)} "
        + $"Stop {(others.Count == 1 ? "it" : "them")} first. A silo that was killed counts until its lease has run out: if none of them lives, in {Seconds(others)} s.",
        others[0].Engine);

    /// <summary>Why a silo cannot stay.</summary>
    public static EngineConflictException Expel(string store, List<OtherEngine> others) => new(
        $"The store '{store}' was taken over by the engine {others[0].Engine} while this silo showed no sign of life for longer than its lease. {Who(others)}",
        others[0].Engine);

    private static string Who(List<OtherEngine> others) =>
        $"{(others.Count == 1 ? "Silo" : $"{others.Count} silos work on it, among them")} {others[0].Silo} (machine {others[0].Host}, process {others[0].Process}){(others.Count == 1 ? " works on it" : "")}.";

    private static string Seconds(List<OtherEngine> others) =>
        Math.Ceiling(TimeSpan.FromMicroseconds(others.Max(static other => other.Left)).TotalSeconds + 0.001).ToString("0", CultureInfo.InvariantCulture);
}
