namespace DropoutSweep.Sweeps.Stores;

/// <summary>A vote that a member is dead.</summary>
/// <param name="By">The address of the member that votes.</param>
/// <param name="At">When, by that member's clock.</param>
public sealed record MemberSuspicion(string By, DateTimeOffset At);
