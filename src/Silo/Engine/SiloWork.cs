using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>A silo at work, as it looks to what finds trials for it.</summary>
/// <param name="Executor">Its slots.</param>
/// <param name="Services">The way to the store.</param>
/// <param name="Request">What to ask the store for so that slots get trials.</param>
internal sealed record SiloWork(AttemptExecutor Executor, AttemptServices Services, Func<IReadOnlyList<int>, ClaimRequest> Request);
