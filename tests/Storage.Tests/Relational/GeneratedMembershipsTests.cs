using DropoutSweep.Storage.Tests.Sqlite;
using DropoutSweep.Sweeps.Stores;
using FsCheck;
using FsCheck.Fluent;

namespace DropoutSweep.Storage.Tests.Relational;

/// <summary>Generated sequences of calls on a cluster's table, on what was read at some time before, held against a model.</summary>
public sealed class GeneratedMembershipsTests
{
    private const int Addresses = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Calls_InAnyOrderDoWhatTheModelDoes()
    {
        var steps = Gen.Choose(0, 9_999).NonEmptyListOf().Select(list => list.ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(60),
            Prop.ForAll(steps.ToArbitrary(), list => Run(list).GetAwaiter().GetResult()));
    }

    private static async Task<bool> Run(int[] steps)
    {
        await using var source = new SqliteSource();
        await using var store = await source.OpenAsync();
        await store.BeginMembershipAsync("c", Token);
        var model = new SortedDictionary<string, MemberRecord>(StringComparer.Ordinal);
        var (version, seen) = (0, new List<MembershipRecord> { await TestMembers.Read(store) });
        foreach (var step in steps)
        {
            // Most often the newest table, otherwise one from before.
            var newest = seen[^1];
            var table = step % 3 == 0 ? seen[step / 3 % seen.Count] : newest;
            var status = (MemberStatus)(step / 7 % Enum.GetValues<MemberStatus>().Length);
            var member = TestMembers.Member(step / 11 % Addresses, status) with { Name = $"{step}", AliveAt = TestMembers.Start.AddHours(step) };
            var known = table.Members.FirstOrDefault(one => string.Equals(one.Member.Address, member.Address, StringComparison.Ordinal));
            var isNewest = string.Equals(table.Tag, newest.Tag, StringComparison.Ordinal);
            var written = false;
            switch (step % 5)
            {
                case 0:
                    written = await TestMembers.Add(store, table, member);
                    Assert.Equal(isNewest && !model.ContainsKey(member.Address), written);
                    break;
                case 1 or 2 when known is not null:
                    written = await TestMembers.Replace(store, table, member);
                    Assert.Equal(isNewest && model.ContainsKey(member.Address), written);
                    break;
                case 3:
                    await store.NoteAliveAsync("c", member.Address, member.AliveAt, Token);
                    if (model.TryGetValue(member.Address, out var alive))
                    {
                        model[member.Address] = alive with { AliveAt = member.AliveAt };
                    }

                    break;
                case 4 when step % 4 == 0:
                    await store.ForgetMembersAsync("c", member.AliveAt, Token);
                    foreach (var gone in model.Values.Where(one => one.Status != MemberStatus.Active && Newest(one) < member.AliveAt).ToArray())
                    {
                        model.Remove(gone.Address);
                    }

                    break;
            }

            if (written)
            {
                version++;
                model[member.Address] = member;
            }

            seen.Add(await TestMembers.Read(store));
            Assert.Equal(version, seen[^1].Version);
            Assert.Equal(model.Values.Select(TestMembers.Text), seen[^1].Members.Select(one => TestMembers.Text(one.Member)));
        }

        return true;
    }

    private static DateTimeOffset Newest(MemberRecord member) => member.Suspicions.Select(suspicion => suspicion.At).Append(member.StartedAt).Append(member.AliveAt).Max();
}
