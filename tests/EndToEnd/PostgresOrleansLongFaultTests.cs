using DropoutSweep.Silo.Engine;

namespace DropoutSweep.EndToEnd;

/// <summary>The same under the engine <c>orleans</c>.</summary>
public sealed class PostgresOrleansLongFaultTests(FaultFixture fixture) : PostgresLongFaultTests(fixture, EngineKind.Orleans);
