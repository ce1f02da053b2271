using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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

    /// <summary>Given the time in which one with slots does.</summary>
    [Fact]
    public async Task Silo_WithoutSlots_DoesNot()
    {
        var (idle, busy) = (new WarmingTrainer(), new WarmingTrainer());
        await using var none = await StartAsync(idle, slots: 0);
        await using var one = await StartAsync(busy, slots: 1);
        await busy.Warmed.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.False(idle.Warmed.IsCompleted);
    }

    /// <summary>Trials that come later do without; the process, and everything in it, goes on.</summary>
    [Fact]
    public async Task Silo_ThatCannotGetReady_GoesOnAndLogsWhy()
    {
        using var log = new RecordingLoggers();
        await using var silo = await StartAsync(new WarmingTrainer(new InvalidOperationException("no room")), slots: 1, log);

        using var limit = new CancellationTokenSource(Patience);
        while (!log.Lines.Any(static line => line.StartsWith("3032 ", StringComparison.Ordinal) && line.EndsWith("no room", StringComparison.Ordinal)))
        {
            await Task.Delay(10, limit.Token);
        }

        Assert.False(silo.Completion.IsCompleted);
    }

    private Task<SiloHost> StartAsync(ITrialTrainer trainer, int slots, ILoggerFactory? log = null) => SiloHost.StartAsync(
        new SiloHostOptions
        {
            Store = _folder[$"{slots}.db"],
            Loggers = log ?? NullLoggerFactory.Instance,
            Slots = slots,
            Datasets = new FolderDatasetSource(new DatasetSources { DataDirectory = _folder["data"], CacheDirectory = null }),
            Trainer = trainer,
        },
        opened: null,
        TestContext.Current.CancellationToken);

    private sealed class WarmingTrainer(Exception? error = null) : ITrialTrainer
    {
        private readonly TaskCompletionSource _warmed = new();

        public Task Warmed => _warmed.Task;

        public void WarmUp()
        {
            _warmed.SetResult();
            if (error is not null)
            {
                throw error;
            }
        }

        public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) => throw new NotSupportedException();

        public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => throw new NotSupportedException();
    }
}
