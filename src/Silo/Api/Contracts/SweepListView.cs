namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A page of sweeps, the youngest first.</summary>
/// <param name="Sweeps">The sweeps.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many were asked for at most.</param>
public sealed record SweepListView(IReadOnlyList<SweepView> Sweeps, int Offset, int Limit);
