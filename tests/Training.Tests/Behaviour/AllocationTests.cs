using DropoutSweep.Training.Data;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Training.Tests.Behaviour;

/// <summary>The batch loop allocates nothing: measured from the observer, between batches of one epoch, once the first epoch has compiled everything.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Names => [.. Scenarios.SmallNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_BetweenBatches_AllocatesNothing(string name)
    {
        var scenario = Scenarios.Create(name);
        var data = scenario.Data.Dataset.Task == LearningTask.Regression ? SyntheticData.Regression(3, 1000, 40) : SyntheticData.Images(50, 5, 1000, 40, scale: scenario.Data.Scale);
        var configuration = scenario.Configuration with { Training = scenario.Configuration.Training with { Epochs = 3, BatchSize = 16 } };
        var meter = new AllocationMeter();
        new Trainer(configuration, data, 1).Run(meter, CancellationToken.None);
        var batches = (data.TrainRows.Length + configuration.Training.BatchSize - 1) / configuration.Training.BatchSize;
        Assert.Equal(2 * (batches - 1), meter.Intervals);
        Assert.True(batches > 10);
        Assert.Equal(0, meter.Bytes);
    }

    [Fact]
    public void AllocationMeter_OfALoopThatAllocates_SeesIt()
    {
        var meter = new AllocationMeter();
        for (var batch = 1; batch <= 50; batch++)
        {
            GC.KeepAlive(new byte[100]);
            meter.OnBatch(new BatchProgress(2, batch, 50, 0));
        }

        Assert.InRange(meter.Bytes, 4000, 10_000);
    }

    private sealed class AllocationMeter : ITrainingObserver
    {
        private long _last;
        private TimeSpan _paused;

        public long Bytes { get; private set; }

        public int Intervals { get; private set; }

        public void OnBatch(in BatchProgress progress)
        {
            var paused = GC.GetTotalPauseDuration();
            var now = GC.GetAllocatedBytesForCurrentThread();
            if (progress is { Epoch: > 1, Batch: > 1 })
            {
                // A collection, on whatever thread's account, charges this one with the rest of its allocation area. (Pauses tell; counts rise later.)
                Bytes += GC.GetTotalPauseDuration() == _paused ? now - _last : 0;
                Intervals++;
            }

            _last = now;
            _paused = paused;
        }

        public TrainingDirective OnEpoch(EpochMetrics metrics) => TrainingDirective.Continue;
    }
}
