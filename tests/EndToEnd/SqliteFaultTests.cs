using DropoutSweep.Faults;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>Silos that share a SQLite file, disturbed: every trial has one result, and its bits are those of an undisturbed sweep.</summary>
public abstract class SqliteFaultTests(FaultFixture fixture, EngineKind engine) : IClassFixture<FaultFixture>
{
    [Fact]
    public Task SilosKilledAgainAndAgain() => TryAsync(KilledSilos.RunAsync, isLong: true);

    [Fact]
    public Task SiloFrozenPastItsLease() => TryAsync(FrozenSilo.RunAsync);

    [Fact]
    public Task TheSameSubmissionAgainAndAgain() => TryAsync(SubmittedTwice.RunAsync);

    [Fact]
    public Task ATrialThatAlwaysCrashesItsProcess() => TryAsync(CrashingTrial.RunAsync);

    [Fact]
    public Task TwoUpOnOneStore() => TryAsync(TwoSupervisors.RunAsync);

    [Fact]
    public Task CheckpointsDamaged() => TryAsync(DamagedCheckpoint.RunAsync);

    [Fact]
    public Task DiskFullThenFreed() => TryAsync((_, options, expected) => FullDisk.RunAsync(options, expected));

    private Task TryAsync(Func<string, FaultOptions, SweepResults, Task<FaultOutcome>> scenario, bool isLong = false) =>
        fixture.TryAsync(engine, fixture.NewFileAsync, scenario, isLong);
}
