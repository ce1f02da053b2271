using DropoutSweep.Faults;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>A folder, and what the disturbed sweep comes to when it is left alone.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
    private SweepResults? _expected;

    /// <summary>The short form: five kills, leases of a second.</summary>
    public FaultOptions Options => new() { Sweep = new FaultSweep(replicates: 2, epochs: 12), Kills = 5, Folder = _folder };

    public SweepResults Expected => _expected ?? throw new InvalidOperationException("The fixture was not initialised.");

    public string NewFile() => Path.Combine(_folder, $"{Guid.NewGuid():N}.db");

    public async ValueTask InitializeAsync() => _expected = await Options.Sweep.TrainUndisturbedAsync(_folder);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
