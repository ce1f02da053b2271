using System.Diagnostics;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IMembershipLedger"/> when many write at once, from one process and from several.</summary>
public abstract class MembershipRaceConformance(IStoreSource source) : StoreConformance(source)
{
    private const int Writers = 4;
    private const int Changes = 12;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Store.BeginMembershipAsync("c", Token);
    }

    [Fact]
    public async Task Add_OfManyOnOneTable_OneSucceeds()
    {
        var table = await TestMembers.Read(Store);
        var added = await AtOnce((store, writer) => TestMembers.Add(store, table, TestMembers.Member(writer)).AsTask());

        Assert.Single(added, success => success);
        var after = await TestMembers.Read(Store);
        Assert.Equal(1, after.Version);
        Assert.Equal(TestMembers.Text(TestMembers.Member(Array.IndexOf(added, true))), TestMembers.Text(Assert.Single(after.Members).Member));
    }

    [Fact]
    public async Task Add_OfManyWithOneAddress_OneSucceeds()
    {
        var added = await AtOnce(async (store, writer) => await TestMembers.Add(store, await TestMembers.Read(store), TestMembers.Member(1) with { Name = $"{writer}" }));

        Assert.Single(added, success => success);
        Assert.Equal($"{Array.IndexOf(added, true)}", Assert.Single((await TestMembers.Read(Store)).Members).Member.Name);
    }

    [Fact]
    public async Task Replace_OfManyWhoReadAgain_LosesNone()
    {
        Assert.True(await TestMembers.Add(Store, await TestMembers.Read(Store), TestMembers.Member(1) with { Suspicions = [] }));
        await AtOnce(async (store, writer) =>
        {
            for (var done = 0; done < Changes;)
            {
                var table = await TestMembers.Read(store, member: TestMembers.Address(1));
                var member = table.Members[0].Member;
                done += await TestMembers.Replace(store, table, member with { Suspicions = [.. member.Suspicions, new MemberSuspicion($"{writer}", TestMembers.Start.AddSeconds(done))] }) ? 1 : 0;
                await store.NoteAliveAsync("c", TestMembers.Address(1), TestMembers.Start.AddSeconds(done), Token);
            }

            return true;
        });

        await CheckAsync(Enumerable.Range(0, Writers).Select(writer => $"{writer}"), Changes);
    }

    [Fact]
    public async Task Replace_OfTwoProcesses_LosesNone()
    {
        Assert.True(await TestMembers.Add(Store, await TestMembers.Read(Store), TestMembers.Member(1) with { Suspicions = [] }));
        string[] names = ["first", "second"];
        await Task.WhenAll(names.Select(ProbeAsync));

        await CheckAsync(names, Changes);
    }

    [Fact]
    public async Task Read_WhileOthersWrite_SeesOneMoment()
    {
        await using var other = await Source.OpenAsync();
        Assert.True(await TestMembers.Add(Store, await TestMembers.Read(Store), Versioned(1, 1)));
        Assert.True(await TestMembers.Add(Store, await TestMembers.Read(Store), Versioned(2, 2)));
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 40; i++)
                {
                    var table = await TestMembers.Read(Store);
                    Assert.True(await TestMembers.Replace(Store, table, Versioned(1 + (i % 2), table.Version + 1)));
                }
            },
            Token);
        while (!writing.IsCompleted)
        {
            var table = await TestMembers.Read(other);
            Assert.Equal(table.Version, table.Members.Max(stored => stored.Member.UpdateZone));
        }

        await writing;
    }

    private static MemberRecord Versioned(int number, int version) => TestMembers.Member(number) with { UpdateZone = version };

    private async Task CheckAsync(IEnumerable<string> writers, int changes)
    {
        var after = await TestMembers.Read(Store);
        var suspicions = Assert.Single(after.Members).Member.Suspicions;
        Assert.All(writers, writer => Assert.Equal(changes, suspicions.Count(suspicion => string.Equals(suspicion.By, writer, StringComparison.Ordinal))));
        Assert.Equal(1 + suspicions.Count, after.Version);
    }

    /// <summary>Runs what each of several writers does, each with a store of its own, at once.</summary>
    private async Task<bool[]> AtOnce(Func<ISweepStore, int, Task<bool>> write)
    {
        var stores = new List<ISweepStore>();
        try
        {
            for (var i = 0; i < Writers; i++)
            {
                stores.Add(await Source.OpenAsync());
            }

            return await Task.WhenAll(stores.Select((store, writer) => Task.Run(() => write(store, writer), Token)));
        }
        finally
        {
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    private async Task ProbeAsync(string name)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "DropoutSweep.Storage.Probe.dll"), Source.Address, "c", TestMembers.Address(1), name, $"{Changes}"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.True(process.ExitCode == 0, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
