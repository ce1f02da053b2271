using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The engine whose trials are handed out by grains, on quick trials.</summary>
public sealed class OrleansQuickTrialsTests() : QuickTrialsConformance(EngineKind.Orleans);
