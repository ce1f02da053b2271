using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>What answers.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Engine">The engine that drives it, such as <c>sql</c>; <c>none</c> when it only serves.</param>
/// <param name="Store">What and where its store is.</param>
public sealed record InfoView(string Version, string Engine, StoreDescription Store);
