using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>A cluster of two silos of which one was declared dead.</summary>
internal static class TestMembers
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static MembershipRecord Table { get; } = new(
        "dropoutsweep",
        7,
        "tag",
        [
            new StoredMember(Member("silo-2", 2, MemberStatus.Dead) with { Suspicions = [new MemberSuspicion("127.0.0.1:11001@1", Start.AddMinutes(5))] }, "a"),
            new StoredMember(Member("silo-1", 3, MemberStatus.Active), "b"),
            new StoredMember(Member("<script>", 4, MemberStatus.ShuttingDown), "c"),
        ]);

    public static SiloRecord Silo(string engine, bool alive = true) =>
        new() { Id = "silo-1", Host = "here", Process = 1, Slots = 2, Engine = engine, Version = "1", VectorBits = 256, Alive = alive };

    private static MemberRecord Member(string name, int number, MemberStatus status) => new()
    {
        Address = $"127.0.0.1:{11_000 + number}@{number}",
        Name = name,
        Host = "here",
        Status = status,
        StartedAt = Start.AddMinutes(number),
        AliveAt = Start.AddHours(number),
    };
}
