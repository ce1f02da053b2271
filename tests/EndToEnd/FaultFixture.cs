using DropoutSweep.Faults;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>A folder, and what the disturbed sweep comes to when it is left alone.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
    private SweepResults? _expected;
    private PostgresServer? _server;

    /// <summary>The short form: five kills, leases of a second.</summary>
    public FaultOptions Options => new() { Sweep = new FaultSweep(replicates: 2, epochs: 12), Kills = 5, Folder = _folder };

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

    public async ValueTask InitializeAsync() => _expected = await Options.Sweep.TrainUndisturbedAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
