using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests;

/// <summary>Members of clusters.</summary>
internal static class TestMembers
{
    public static DateTimeOffset Start { get; } = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678_901);

    public static string Address(int number) => $"127.0.0.1:{11_000 + number}@{number}";

    /// <summary>A member with a value of its own in every place.</summary>
    public static MemberRecord Member(int number, MemberStatus status = MemberStatus.Joining) => new()
    {
        Address = Address(number),
        Name = $"silo-{number}",
        Host = $"host-{number}",
        Status = status,
        ClientPort = 30_000 + number,
        Role = number % 2 == 0 ? null : "worker",
        UpdateZone = 100 + number,
        FaultZone = 200 + number,
        StartedAt = Start.AddSeconds(number),
        AliveAt = Start.AddMinutes(number).AddMicroseconds(1),
        Suspicions = [new MemberSuspicion(Address(number + 50), Start.AddMinutes(-1)), new MemberSuspicion(Address(number + 51), Start.AddMicroseconds(7))],
    };

    /// <summary>A member as text, its suspicions too, which a record compares by reference.</summary>
    public static string Text(MemberRecord member) =>
        $"{member with { Suspicions = [] }} {string.Join(';', member.Suspicions)}";

    public static async Task<MembershipRecord> Read(ISweepStore store, string cluster = "c", string? member = null) =>
        await store.ReadMembershipAsync(cluster, member, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("no such cluster");

    /// <summary>Adds a member to the table as it was read.</summary>
    public static ValueTask<bool> Add(ISweepStore store, MembershipRecord table, MemberRecord member) =>
        store.AddMemberAsync(Change(table, member), TestContext.Current.CancellationToken);

    /// <summary>Replaces a member of the table as it was read, with the tag that it had there unless another one is given.</summary>
    public static ValueTask<bool> Replace(ISweepStore store, MembershipRecord table, MemberRecord member, string? tag = null) =>
        store.ReplaceMemberAsync(Change(table, member), tag ?? Of(table, member.Address).Tag, TestContext.Current.CancellationToken);

    public static StoredMember Of(MembershipRecord table, string address) => table.Members.Single(one => string.Equals(one.Member.Address, address, StringComparison.Ordinal));

    private static MembershipChange Change(MembershipRecord table, MemberRecord member) => new(table.Cluster, table.Tag, table.Version + 1, member);
}
