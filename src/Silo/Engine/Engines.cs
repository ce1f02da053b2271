using System.Net;
using DropoutSweep.Grains;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>The engines that this build has.</summary>
public static class Engines
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineKind> All => [.. Enum.GetValues<EngineKind>().Where(Has)];

    /// <summary>Their names, for people: <c>sql</c>, and where it is in, Orleans with its version.</summary>
    public static string Text => GrainEngine.IsBuilt ? $"{NameOf(EngineKind.Sql)}, {NameOf(EngineKind.Orleans)} (Orleans {GrainEngine.Version})" : NameOf(EngineKind.Sql);

    /// <summary>What to do to have the one that is missing; null when none is.</summary>
    public static string? Missing => GrainEngine.IsBuilt ? null : "the Orleans engine is not in this build: Microsoft.Orleans could not be restored, or OrleansEngine=false was said";

    /// <summary>The engine of a cluster for which none was asked: Orleans where it is in.</summary>
    public static EngineKind Default => GrainEngine.IsBuilt ? EngineKind.Orleans : EngineKind.Sql;

    /// <summary>Whether this build has an engine.</summary>
    public static bool Has(EngineKind kind) => kind == EngineKind.Sql || GrainEngine.IsBuilt;

    /// <summary>An engine.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="parts">What its silo works with.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="endpoint">Where other silos reach this one, for an engine whose silos talk; null for a free port of 127.0.0.1.</param>
    public static IEngine Create(EngineKind kind, SiloParts parts, ILoggerFactory loggers, IPEndPoint? endpoint = null) => kind == EngineKind.Sql
        ? new SqlEngine(parts, loggers.CreateLogger<SqlEngine>())
        : new OrleansEngine(parts, endpoint ?? new IPEndPoint(IPAddress.Loopback, 0), loggers);

    /// <summary>An engine by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static EngineKind Named(string name) => Enum.GetValues<EngineKind>() is var all && Array.FindIndex(all, kind => string.Equals(NameOf(kind), name, StringComparison.Ordinal)) is >= 0 and var found
        ? all[found]
        : throw new ArgumentException($"'{name}' is no engine.", nameof(name));

    /// <summary>An engine's name, as silos are listed with it.</summary>
    public static string NameOf(EngineKind kind) => kind == EngineKind.Sql ? "sql" : "orleans";
}
