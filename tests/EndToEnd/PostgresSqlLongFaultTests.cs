using DropoutSweep.Silo.Engine;

namespace DropoutSweep.EndToEnd;

/// <summary>The same under the engine <c>sql</c>.</summary>
public sealed class PostgresSqlLongFaultTests(FaultFixture fixture) : PostgresLongFaultTests(fixture, EngineKind.Sql);
