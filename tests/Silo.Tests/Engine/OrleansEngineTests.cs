using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The engine whose trials are handed out by grains.</summary>
public sealed class OrleansEngineTests() : EngineConformance(EngineKind.Orleans);
