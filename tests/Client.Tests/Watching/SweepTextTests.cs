using System.Text.Json;
using DropoutSweep.Client.Commands;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Client.Watching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Spectre.Console;
using Xunit;

namespace DropoutSweep.Client.Tests.Watching;

public sealed class SweepTextTests
{
    private static readonly DateTimeOffset Began = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_List_IsATable() => Matches("list", writer => ListCommand.Write(writer, [Moment().Sweep, Moment().Sweep with { Id = "other-2", State = SweepState.CompletedWithFailures, Priority = 10 }, Cancelled(Moment().Sweep)], new Clock()));

    [Fact]
    public void Write_Status_SaysWhereItStands() => Matches("status", writer => StatusCommand.Write(writer, Moment()));

    [Fact]
    public void Write_Trials_IsATable() => Matches("trials", writer => TrialsCommand.Write(writer, TestSweep.Spec, [Trial(0), Trial(1), Running(2), Pending(3)]));

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    public void Draw_Terminal_FitsItsWidth(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = Consoles.Create(output, terminal: false, color: false, width, height: 24);
        console.Write(new Rows(LiveWatchDisplay.Draw(Moment(), width - 1, 24)));
        var text = output.ToString().ReplaceLineEndings("\n");
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length < width, line));
        Snapshot.Matches($"live-{width}-columns", string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Left_PaceSoFar_IsWhatRemains()
    {
        // 2 of 8 trials and half of a third took 50 s.
        Assert.Equal(2.5, Moment().Done);
        Assert.Equal(110, Moment().Left!.Value.TotalSeconds, 6);
        Assert.Null((Moment() with { Sweep = Moment().Sweep with { State = SweepState.Paused } }).Left);
    }

    [Theory]
    [InlineData("lost", """{"attempt":1,"silo":"silo-1","crashed":true}""", "trial 3: silo-1 crashed; it goes on from its last checkpoint")]
    [InlineData("lost", """{"attempt":1,"silo":null,"crashed":false}""", "trial 3: its silo was lost; it goes on from its last checkpoint")]
    [InlineData("sweep", """{"state":"completedWithFailures","reason":"its budget is used up"}""", "the sweep is completed with failures: its budget is used up")]
    [InlineData("epochs", """{"attempt":1}""", null)]
    public void Of_Event_IsALineWhenItDeservesOne(string kind, string data, string? expected)
    {
        using var json = JsonDocument.Parse(data);
        Assert.Equal(expected, SweepText.Of(new EventView(1, Began, kind, 3, json.RootElement)));
    }

    [Fact]
    public void Show_Silence_IsBrokenByALine()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var clock = new Clock();
        var display = new PlainWatchDisplay(output, clock);
        display.Show(Moment());
        Assert.Empty(output.ToString());
        clock.Advance(TimeSpan.FromSeconds(11));
        display.Show(Moment());
        display.Show(Moment());
        Assert.Equal("2/8 trials (31 %), 1 running, 1 failed, 1 lost and gone on, best validation 75.00 % (trial 0), 0:50 elapsed, about 1:50 left; 1 silo(s), 1 of 2 slot(s) busy\n", output.ToString());
    }

    /// <summary>What never ran to its end is not counted as if it had.</summary>
    private static SweepView Cancelled(SweepView sweep) =>
        sweep with { Id = "third-3", State = SweepState.Cancelled, Trials = sweep.Trials with { Pending = 0, Running = 0, Cancelled = sweep.Trials.Pending + sweep.Trials.Running } };

    private static void Matches(string name, Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        Snapshot.Matches(name, writer.ToString());
    }

    private static SweepMoment Moment() => new()
    {
        Spec = TestSweep.Spec,
        Elapsed = TimeSpan.FromSeconds(50),
        Silos = [new SiloRecord { Id = "silo-1", Host = "host", Process = 1, Slots = 2, Engine = "sql", Version = "1.0", VectorBits = 256, Alive = true, Running = 1 }],
        Running = [Running(2)],
        Best = Trial(0),
        Sweep = new SweepView
        {
            Id = "small-0123456789",
            Name = "small",
            State = SweepState.Running,
            SpecificationHash = TestSweep.Spec.Hash,
            Dataset = new DatasetIdentity("digits", new string('a', 64)),
            Priority = 0,
            KeepModels = 3,
            MaxCrashes = 3,
            Planned = 8,
            Created = 8,
            Trials = new TrialCounts { Completed = 1, Failed = 1, Running = 1, Pending = 5 },
            Lost = 1,
            Epochs = 3,
            Seconds = 95,
            BestTrial = 0,
            Sequence = 12,
            SubmittedAt = Began,
            StartedAt = Began,
        },
    };

    private static TrialView Trial(int number) => TrialView.Of(new StoredTrial { Record = number == 1 ? TestSweep.Diverged(1) : TestSweep.Completed(number, 0.75), Attempts = 1, Epochs = 2 }, TestSweep.Spec);

    private static TrialView Running(int number) => TrialView.Of(
        new StoredTrial { Record = new TrialRecord { Trial = TestSweep.Spec.Trial(number), State = TrialState.Running, Seconds = 3 }, Attempts = 2, Silo = "silo-1", Slot = 0, Epochs = 1 },
        TestSweep.Spec);

    private static TrialView Pending(int number) => TrialView.Of(new StoredTrial { Record = new TrialRecord { Trial = TestSweep.Spec.Trial(number), State = TrialState.Pending } }, TestSweep.Spec);

    private sealed class Clock : TimeProvider
    {
        private TimeSpan _passed = TimeSpan.FromSeconds(90);

        public void Advance(TimeSpan by) => _passed += by;

        public override DateTimeOffset GetUtcNow() => Began + _passed;

        public override long GetTimestamp() => _passed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
