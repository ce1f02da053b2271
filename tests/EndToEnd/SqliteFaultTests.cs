using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>Silos that share a SQLite file, disturbed: every trial has one result, and its bits are those of an undisturbed sweep.</summary>
public abstract class SqliteFaultTests(FaultFixture fixture, EngineKind engine) : IClassFixture<FaultFixture>
{
    [Fact]
    public async Task SilosKilledAgainAndAgain() => Assert.Empty((await KilledSilos.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task SiloFrozenPastItsLease() => Assert.Empty((await FrozenSilo.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task TheSameSubmissionAgainAndAgain() => Assert.Empty((await SubmittedTwice.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task ATrialThatAlwaysCrashesItsProcess() => Assert.Empty((await CrashingTrial.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task TwoUpOnOneStore() => Assert.Empty((await TwoSupervisors.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task CheckpointsDamaged() => Assert.Empty((await DamagedCheckpoint.RunAsync(fixture.NewFile(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task DiskFullThenFreed()
    {
        var outcome = await FullDisk.RunAsync(fixture.Options(engine), fixture.Expected);
        Assert.SkipWhen(outcome.Skipped is not null, outcome.Skipped ?? "");
        Assert.Empty(outcome.Wrong);
    }
}
