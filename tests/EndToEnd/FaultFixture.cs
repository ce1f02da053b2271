using DropoutSweep.Faults;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>A folder, a server where one is asked for, and what the disturbed sweeps come to when they are left alone.</summary>
public sealed class FaultFixture : IAsyncDisposable
{
    private const string AllFaults = "DROPOUTSWEEP_ALL_FAULTS";

    /// <summary>A sweep that outlasts five kills, and one that outlasts a single fault; what they come to is worked out once for all tests.</summary>
    private static readonly Disturbed s_long = new(replicates: 2, epochs: 8);
    private static readonly Disturbed s_short = new(replicates: 1, epochs: 5);

    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
    private PostgresServer? _server;

    /// <summary>
    /// Disturbs a sweep in the short form of a fault: five kills, leases of a second. Skipped in a build that lacks the engine.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="address">Makes the store.</param>
    /// <param name="scenario">The fault.</param>
    /// <param name="isLong">Whether the sweep must outlast more than one strike.</param>
    /// <param name="apart">Whether it takes too long to be tried unless the environment asks for it; the second engine does at any rate.</param>
    public async Task TryAsync(
        EngineKind engine, Func<Task<string>> address, Func<string, FaultOptions, SweepResults, Task<FaultOutcome>> scenario, bool isLong = false, bool apart = false)
    {
        Assert.SkipUnless(Engines.Has(engine), Engines.Missing ?? "");
        Assert.SkipWhen(
            (apart || engine != EngineKind.Sql) && Environment.GetEnvironmentVariable(AllFaults) is not "1",
            $"This takes minutes with the others like it: {AllFaults}=1 runs them, and so does bench/faults.");
        var disturbed = isLong ? s_long : s_short;
        var options = new FaultOptions { Engine = engine, Sweep = disturbed.Sweep, Kills = 5, Folder = _folder };
        var outcome = await scenario(await address(), options, await disturbed.Results);
        RealThing.Require(outcome.Skipped);
        Assert.Empty(outcome.Wrong);
    }

    /// <summary>A database of its own; without a server the test is skipped, and fails where nothing may be missing.</summary>
    public async Task<string> NewDatabaseAsync() => await (await ServerAsync()).CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>The server.</summary>
    public async Task<PostgresServer> ServerAsync()
    {
        RealThing.Require(PostgresServer.Missing);
        return _server ??= await PostgresServer.StartNewAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A SQLite file of its own.</summary>
    public Task<string> NewFileAsync() => Task.FromResult(Path.Combine(_folder, $"{Guid.NewGuid():N}.db"));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Disturbed(int replicates, int epochs)
    {
        private readonly Lazy<Task<SweepResults>> _results = new(() => TrainAsync(new FaultSweep(replicates, epochs)));

        public FaultSweep Sweep { get; } = new(replicates, epochs);

        public Task<SweepResults> Results => _results.Value;

        private static async Task<SweepResults> TrainAsync(FaultSweep sweep)
        {
            var folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
            try
            {
                return await sweep.TrainUndisturbedAsync(folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
