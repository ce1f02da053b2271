using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Silo.Tests.Hosting;

/// <summary>A silo that is ready has nothing to do until somebody submits a sweep.</summary>
public sealed class WarmUpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Silo_WithSlots_GetsReadyForTrials()
    {
        var trainer = new WarmingTrainer();
        await using var silo = await StartAsync(trainer, slots: 1);

        await trainer.Warmed.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Silo_WithoutSlots_DoesNot()
    {
        var trainer = new WarmingTrainer();
        await using (await StartAsync(trainer, slots: 0))
        {
        }

        Assert.False(trainer.Warmed.IsCompleted);
    }

    private Task<SiloHost> StartAsync(ITrialTrainer trainer, int slots) => SiloHost.StartAsync(
        new SiloHostOptions
        {
            Store = _folder["sweeps.db"],
            Slots = slots,
            Datasets = new FolderDatasetSource(new DatasetSources { DataDirectory = _folder["data"], CacheDirectory = null }),
            Trainer = trainer,
        },
        opened: null,
        TestContext.Current.CancellationToken);

    private sealed class WarmingTrainer : ITrialTrainer
    {
        private readonly TaskCompletionSource _warmed = new();

        public Task Warmed => _warmed.Task;

        public void WarmUp() => _warmed.SetResult();

        public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) => throw new NotSupportedException();

        public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => throw new NotSupportedException();
    }
}
