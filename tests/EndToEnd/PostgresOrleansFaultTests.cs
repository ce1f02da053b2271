using DropoutSweep.Silo.Engine;

namespace DropoutSweep.EndToEnd;

/// <summary>The same under the engine <c>orleans</c>.</summary>
public sealed class PostgresOrleansFaultTests(FaultFixture fixture) : PostgresFaultTests(fixture, EngineKind.Orleans);
