using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Sweeps.Browsing;

/// <summary>
/// A sweep of 500 configurations with 21 seeds each in a store, whose trials end when they are told to, with scores and epochs that
/// differ from each other as real ones do. Sixteen run at any time.
/// </summary>
internal sealed class LargeSweep : IAsyncDisposable
{
    private const string Silo = "bench";
    private const int Running = 16;
    private const int Epochs = 10;
    private static readonly int[] s_widths = [32, 64, 128, 256, 512];
    private static readonly TimeSpan s_lease = TimeSpan.FromHours(2);

    private readonly ISweepStore _store;
    private readonly SweepCoordinator _coordinator;
    private readonly Queue<TrialLease> _running = new();

    private LargeSweep(ISweepStore store, SweepSpec spec) => (_store, _coordinator) = (store, new SweepCoordinator(spec));

    /// <summary>Its id.</summary>
    public static string Id => "large";

    /// <summary>Puts it into a new store, with so many of its trials completed.</summary>
    public static async Task<LargeSweep> CreateAsync(string address, int completed, CancellationToken cancellationToken)
    {
        var shapes = string.Join(", ", s_widths.SelectMany(width => Enumerable.Range(1, 5).Select(depth => $"[{string.Join(", ", Enumerable.Repeat(width, depth))}]")));
        var rates = string.Join(", ", Enumerable.Range(0, 20).Select(step => FormattableString.Invariant($"{step * 0.05:0.##}")));
        var spec = SweepSpecReader.Read(
            $"""
            name: {Id}
            dataset: digits
            model:
              layers:
                grid: [{shapes}]
              dropout:
                grid: [{rates}]
            training:
              epochs: {Epochs}
            replicates: 21
            """,
            "large.yaml");
        var store = SweepStores.Create(address, TimeProvider.System);
        var sweep = new LargeSweep(store, spec);
        await store.OpenAsync(cancellationToken);
        await store.SubmitAsync(new SweepSubmission { Id = Id, Specification = spec, Begin = sweep._coordinator.Advance }, cancellationToken);
        await store.EnterSiloAsync(new SiloRecord { Id = Silo, Host = "here", Process = Environment.ProcessId, Slots = Running, Engine = "sql", Version = "1", VectorBits = 256 }, s_lease, cancellationToken);
        for (var trial = 0; trial < completed; trial++)
        {
            await sweep.CompleteOneAsync(cancellationToken);
        }

        return sweep;
    }

    /// <summary>Ends the trial that has run longest, and has the next one begin.</summary>
    public async Task CompleteOneAsync(CancellationToken cancellationToken)
    {
        if (_running.Count < Running)
        {
            var free = Enumerable.Range(0, Running).Except(_running.Select(lease => lease.Slot));
            foreach (var lease in await _store.ClaimAsync(new ClaimRequest { Silo = Silo, Slots = [.. free], Lease = s_lease }, cancellationToken))
            {
                _running.Enqueue(lease);
            }
        }

        var ended = _running.Dequeue();
        var result = Result(ended.Trial);
        await _store.CompleteAsync(
            new AttemptEnd
            {
                Attempt = ended.Attempt,
                Record = new TrialRecord { Trial = ended.Trial, State = TrialState.Completed, Seconds = 30 + (10 * Noise(ended.Trial, 0)), EpochCount = Epochs, Result = result },
                Cost = -result.Validation!.Accuracy!.Value,
            },
            _coordinator.Advance,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static TrainingResult Result(Trial trial)
    {
        EpochMetrics[] epochs = [.. Enumerable.Range(1, Epochs).Select(epoch => Epoch(trial, epoch))];
        var last = epochs[^1];
        return new TrainingResult { Status = TrainingStatus.Completed, KeptEpoch = Epochs, Epochs = epochs, Train = last.Train, Validation = last.Validation, Test = last.Test };
    }

    // Rates around 0.3 and wide networks do best.
    private static EpochMetrics Epoch(Trial trial, int epoch)
    {
        var (shape, rate) = (trial.Configuration / 20, trial.Configuration % 20 * 0.05);
        var level = 0.9 + (shape / 5 * 0.01) - (0.1 * (rate - 0.3) * (rate - 0.3)) + (0.05 * (1 - Math.Exp(-epoch / 3.0)));
        return new EpochMetrics
        {
            Epoch = epoch,
            Step = epoch * 130,
            LearningRate = 0.001,
            TrainingLoss = 1 - level,
            TrainingAccuracy = level,
            Train = Scores(level + 0.01, trial, epoch),
            Validation = Scores(level, trial, epoch + 100),
            Test = Scores(level - 0.005, trial, epoch + 200),
        };
    }

    private static Scores Scores(double level, Trial trial, int salt)
    {
        var accuracy = Math.Min(1, level + (0.005 * Noise(trial, salt)));
        return new Scores { Samples = 4_000, Loss = 1.02 - accuracy, Accuracy = accuracy };
    }

    /// <summary>A number in [0, 1] that looks like chance.</summary>
    private static double Noise(Trial trial, int salt)
    {
        var mixed = unchecked(((uint)trial.Number * 2_654_435_761u) ^ ((uint)salt * 2_246_822_519u));
        return unchecked((mixed ^ (mixed >> 15)) * 3_266_489_917u) / (double)uint.MaxValue;
    }
}
