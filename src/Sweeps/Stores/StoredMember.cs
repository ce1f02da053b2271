namespace DropoutSweep.Sweeps.Stores;

/// <summary>A member with what tells its states apart.</summary>
/// <param name="Member">The member.</param>
/// <param name="Tag">Another one after each change but a sign of life.</param>
public sealed record StoredMember(MemberRecord Member, string Tag);
