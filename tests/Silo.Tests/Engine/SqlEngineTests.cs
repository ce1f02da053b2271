using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The engine that claims trials from the store.</summary>
public sealed class SqlEngineTests() : EngineConformance(EngineKind.Sql);
