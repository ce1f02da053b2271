using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>What a sweep's specification says, read once.</summary>
/// <param name="Text">The specification as stored.</param>
/// <param name="Spec">The specification.</param>
/// <param name="Coordinator">Its coordinator.</param>
internal sealed record KnownSweep(string Text, SweepSpec Spec, SweepCoordinator Coordinator);
