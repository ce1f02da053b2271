using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>A run that was stopped, saved and continued ends with the bits of one that was left alone.</summary>
public sealed class ResumeTests
{
    private const int EpochBatches = 9;
    private const int Batches = 27;

    public static TheoryData<string> Names => [.. Scenarios.SmallNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Resume_FromTheObserverAtEveryBatch_GivesTheSameBits(string name)
    {
        var scenario = Scenarios.Create(name);
        var checkpoints = new List<byte[]>();
        var watched = scenario.Start();
        var whole = Runs.Sums(watched.Run(
            new CallbackObserver(
                (_, _) => checkpoints.Add(Save(watched)),
                _ =>
                {
                    checkpoints.Add(Save(watched));
                    return TrainingDirective.Continue;
                }),
            CancellationToken.None));
        Assert.Equal(Batches + 3, checkpoints.Count);
        Assert.Equal(Runs.ToEnd(scenario.Start()), whole);
        Assert.All(checkpoints, checkpoint => Assert.Equal(whole, Runs.ToEnd(scenario.Resume(new MemoryStream(checkpoint)))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Resume_AfterEveryCancellation_GivesTheSameBits(string name)
    {
        var scenario = Scenarios.Create(name);
        var whole = Runs.ToEnd(scenario.Start());
        // Cancelled after an epoch's last batch, the run stops in the evaluation.
        var points = Enumerable.Range(1, Batches).Where(batch => batch % EpochBatches is 0 or 1 or 5).Select(batch => $"batch:{batch}").Concat(["epoch:1", "epoch:2", "epoch:3"]);
        Assert.All(points, point =>
        {
            using var checkpoint = new MemoryStream();
            Runs.StopAndSave(scenario.Start(), point, checkpoint);
            checkpoint.Position = 0;
            Assert.Equal(whole, Runs.ToEnd(scenario.Resume(checkpoint)));
        });
    }

    [Fact]
    public void Resume_AgainAndAgain_GivesTheSameBits()
    {
        var scenario = Scenarios.Create("nesterov-ramp-step");
        var whole = Runs.ToEnd(scenario.Start());
        var checkpoint = Save(scenario.Start());
        for (var batch = 0; batch < Batches; batch++)
        {
            using var next = new MemoryStream();
            Runs.StopAndSave(scenario.Resume(new MemoryStream(checkpoint)), "batch:1", next);
            checkpoint = next.ToArray();
        }

        Assert.Equal(whole, Runs.ToEnd(scenario.Resume(new MemoryStream(checkpoint))));
    }

    [Fact]
    public void Run_ContinuedOnTheCancelledTrainer_GivesTheSameBits()
    {
        var scenario = Scenarios.Create("sigmoid-output-raw-best");
        var trainer = scenario.Start();
        Runs.StopAndSave(trainer, "batch:13", Stream.Null);
        Assert.Equal(Runs.ToEnd(scenario.Start()), Runs.ToEnd(trainer));
    }

    [Fact]
    public void Resume_OfARunStoppedEarly_StaysStopped()
    {
        var scenario = Scenarios.Create("adam-bernoulli");
        var trainer = scenario.Start();
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Run(
            new CallbackObserver(onEpoch: _ =>
            {
                cancellation.Cancel();
                return TrainingDirective.StopEarly;
            }),
            cancellation.Token));
        var result = scenario.Resume(new MemoryStream(Save(trainer))).Run(observer: null, CancellationToken.None);
        Assert.Equal(TrainingStatus.StoppedEarly, result.Status);
        Assert.Single(result.Epochs);
    }

    [Fact]
    public async Task Resume_InANewProcess_GivesTheSameBits()
    {
        // Mid-epoch, at an epoch's first batch, in the evaluation, at an epoch's end, after the last epoch.
        string[] points = ["batch:4", "batch:22", "batch:10", "batch:18", "epoch:1", "epoch:3"];
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-resume-");
        try
        {
            var pairs = new List<string>();
            var expected = new List<string>();
            foreach (var name in Scenarios.SmallNames)
            {
                var scenario = Scenarios.Create(name);
                var whole = Runs.ToEnd(scenario.Start());
                foreach (var point in points)
                {
                    var file = Path.Combine(folder.FullName, $"{name}-{point.Replace(':', '-')}");
                    await using (var destination = File.Create(file))
                    {
                        Runs.StopAndSave(scenario.Start(), point, destination);
                    }

                    pairs.AddRange([name, file]);
                    expected.Add($"{name} {whole}");
                }
            }

            Assert.Equal(expected, await ProbeProcess.RunAsync(null, ["resume", .. pairs]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Resume_StoppedAtOneWidthContinuedAtAnother_GivesTheSameBits()
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-resume-");
        try
        {
            var file = Path.Combine(folder.FullName, "checkpoint");
            await ProbeProcess.RunAsync("DOTNET_PreferredVectorBitWidth=128", "stop", "adam-bernoulli", "batch:14", file);
            var whole = $"adam-bernoulli {Runs.ToEnd(Scenarios.Create("adam-bernoulli").Start())}";
            Assert.Equal([whole], await ProbeProcess.RunAsync("DOTNET_PreferredVectorBitWidth=256", "resume", "adam-bernoulli", file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Resume_OnMnistInANewProcess_GivesTheSameBits()
    {
        RealData.RequireMnist();
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-resume-");
        try
        {
            var file = Path.Combine(folder.FullName, "checkpoint");
            await ProbeProcess.RunAsync(null, "stop", "mnist", "batch:417", file);
            var whole = $"mnist {Runs.ToEnd(Scenarios.Create("mnist").Start())}";
            Assert.Equal([whole], await ProbeProcess.RunAsync(null, "resume", "mnist", file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Save(Trainer trainer)
    {
        using var checkpoint = new MemoryStream();
        trainer.SaveCheckpoint(checkpoint);
        return checkpoint.ToArray();
    }
}
