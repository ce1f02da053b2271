using DropoutSweep.Faults;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>A folder, and what the disturbed sweep comes to when it is left alone.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
    private SweepResults? _expected;
    private PostgresServer? _server;

    private const string AllEngines = "DROPOUTSWEEP_FAULTS_OF_ALL_ENGINES";

    /// <summary>
    /// The short form: five kills, leases of a second. Skips the test in a build that lacks the engine, and for the second
    /// engine, which would double the minutes that faults take, unless the environment asks for it.
    /// </summary>
    public FaultOptions Options(EngineKind engine)
    {
        Assert.SkipUnless(Engines.Has(engine), Engines.Missing ?? "");
        Assert.SkipWhen(
            engine != EngineKind.Sql && Environment.GetEnvironmentVariable(AllEngines) is not "1",
            $"Faults under this engine take minutes: {AllEngines}=1 runs them, and so does bench/faults --engine orleans.");
        return new FaultOptions { Engine = engine, Sweep = Sweep, Kills = 5, Folder = _folder };
    }

    private static FaultSweep Sweep => new(replicates: 2, epochs: 12);

    public SweepResults Expected => _expected ?? throw new InvalidOperationException("The fixture was not initialised.");

    /// <summary>A database of its own; without a server the test is skipped, and fails where nothing may be missing.</summary>
    public async Task<string> NewDatabaseAsync() => await (await ServerAsync()).CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>The server.</summary>
    public async Task<PostgresServer> ServerAsync()
    {
        var missing = PostgresServer.Missing;
        if (missing is not null && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(missing);
        }

        Assert.SkipWhen(missing is not null, missing ?? "");
        return _server ??= await PostgresServer.StartNewAsync(TestContext.Current.CancellationToken);
    }

    public string NewFile() => Path.Combine(_folder, $"{Guid.NewGuid():N}.db");

    public async ValueTask InitializeAsync() => _expected = await Sweep.TrainUndisturbedAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
