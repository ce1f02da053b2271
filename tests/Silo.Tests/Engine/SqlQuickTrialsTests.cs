using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The engine that claims trials from the store, on quick trials.</summary>
public sealed class SqlQuickTrialsTests() : QuickTrialsConformance(EngineKind.Sql);
