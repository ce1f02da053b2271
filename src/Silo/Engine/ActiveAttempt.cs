using DropoutSweep.Silo.Slots;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// An attempt that this silo makes: what the training thread sees of the store, and what the engine tells it. Epochs
/// wait here for the next report; of checkpoints one at a time is on its way.
/// </summary>
internal sealed class ActiveAttempt(TrialLease lease, AttemptServices services) : IAttemptLink, IDisposable
{
    // What a model's file holds beside its parameters; more than this makes the buffer grow.
    private const int HeaderRoom = 16 << 10;

    /// <summary>Bytes from which on a model becomes a file on its slot's thread, kept or not: a store that keeps it makes it while it holds the sweep.</summary>
    private const int LargeModel = 4_000_000;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<EpochMetrics> _waiting = [];
    private readonly MemoryStream _buffer = new();
    private Task<bool> _saving = Task.FromResult(true);
    private SweepWork? _work;
    private SlotTurn? _turn;
    private int _reported;
    private double _seconds;
    private bool _completing;
    private volatile AttemptDirective _directive;

    /// <summary>The right to train.</summary>
    public TrialLease Lease => lease;

    /// <summary>The attempt.</summary>
    public AttemptId Id => lease.Attempt;

    /// <summary>Cancelled when the attempt shall stop within a batch.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public AttemptDirective Directive => _directive;

    /// <summary>The sweep; set before training begins.</summary>
    public SweepWork Work
    {
        get => _work ?? throw new InvalidOperationException("The attempt has no sweep yet.");
        set => _work = value;
    }

    /// <summary>The turn of its slot that the attempt is part of; set before training begins.</summary>
    public SlotTurn Turn
    {
        private get => _turn ?? throw new InvalidOperationException("The attempt is in no slot yet.");
        set => _turn = value;
    }

    /// <summary>Whether its slot was handed it together with others.</summary>
    public bool IsAhead { get; init; }

    /// <summary>When its slot came to it, as a timestamp.</summary>
    public long BeganAt { get; set; }

    /// <summary>Whether it has brought its end.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _completing;
            }
        }
    }

    /// <summary>Called when the attempt is over; null for nobody.</summary>
    public Action? Ended { get; init; }

    /// <summary>Whether its sweep has a budget of hours.</summary>
    public bool HasHours => _work?.Spec.Policy.Budget.Hours is not null;

    /// <summary>Tells the attempt what to do; what it has been told to abandon it abandons.</summary>
    public void Tell(AttemptDirective directive)
    {
        lock (_lock)
        {
            if (directive == AttemptDirective.Continue || _directive == AttemptDirective.Abandon || _completing)
            {
                return;
            }

            _directive = directive;
            if (directive != AttemptDirective.StopEarly)
            {
                _stop.Cancel();
            }
        }
    }

    /// <summary>Takes the epochs that wait; null when there are none, or when the trial's end brings them.</summary>
    public AttemptReport? TakeReport()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 || _completing)
            {
                return null;
            }

            var report = new AttemptReport(Id, [.. _waiting], _seconds);
            _waiting.Clear();
            return report;
        }
    }

    /// <summary>A report is in the store, or came to nothing and its epochs wait again.</summary>
    public void Reported(AttemptReport report, bool stored)
    {
        lock (_lock)
        {
            if (stored)
            {
                // After a checkpoint the epochs before it are another attempt's, whose last report may have been lost:
                // only those that this one has brought without a gap from the first count as brought.
                if (report.Epochs[0].Epoch <= _reported + 1)
                {
                    _reported = Math.Max(_reported, report.Epochs[^1].Epoch);
                }
            }
            else
            {
                _waiting.InsertRange(0, report.Epochs);
            }
        }
    }

    /// <inheritdoc/>
    public Stream? OpenCheckpoint() =>
        lease.HasCheckpoint && SlotThread.Wait(services.CallAsync(store => store.LoadCheckpointAsync(Id, services.End))) is { } bytes
            ? new MemoryStream(bytes, writable: false)
            : null;

    /// <inheritdoc/>
    public void DropCheckpoint() => SlotThread.Wait(services.CallAsync(async store =>
    {
        await store.DropCheckpointAsync(Id, services.End).ConfigureAwait(false);
        return true;
    }));

    /// <inheritdoc/>
    public void SaveCheckpoint(Action<Stream> write)
    {
        FinishSaving();
        _buffer.SetLength(0);
        write(_buffer);
        _saving = services.CallAsync(store => store.SaveCheckpointAsync(Id, _buffer.GetBuffer().AsMemory(0, (int)_buffer.Length), services.End)).AsTask();
    }

    /// <summary>Waits for the checkpoint that is on its way.</summary>
    public void FinishSaving()
    {
        if (!SlotThread.Wait(new ValueTask<bool>(_saving)))
        {
            Tell(AttemptDirective.Abandon);
        }
    }

    /// <inheritdoc/>
    public AttemptDirective Report(EpochMetrics metrics, double seconds)
    {
        lock (_lock)
        {
            _waiting.Add(metrics);
            _seconds = seconds;
        }

        services.EpochsWait();
        return _directive;
    }

    /// <inheritdoc/>
    public ModelContent? Pack(TrainedModel model, TrialRecord record)
    {
        if (!Work.KeepsModels)
        {
            return null;
        }

        var content = Content(model, record);
        return content.Size < LargeModel ? content : new ModelContent(content.Bytes);
    }

    /// <inheritdoc/>
    public bool Complete(TrialRecord record, ModelContent? model)
    {
        FinishSaving();
        var end = new AttemptEnd
        {
            Attempt = Id,
            Record = record,
            Cost = TrialRanking.Cost(record, Work.Spec.Objective.Metric),
            Model = model,
        };
        lock (_lock)
        {
            if (_directive == AttemptDirective.Abandon)
            {
                return false;
            }

            _completing = true;
            end = end with { Reported = _reported };
        }

        return Turn.Complete(this, end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            // From here on it is told nothing more.
            _completing = true;
            _stop.Dispose();
        }
    }

    private ModelContent Content(TrainedModel model, TrialRecord record)
    {
        var size = HeaderRoom + model.Layers.Sum(static layer => layer.Bytes);
        var (spec, dataset) = (Work.Spec, Work.Dataset!);
        return new ModelContent(size, Write);

        ReadOnlyMemory<byte> Write()
        {
            // Made as large as it will be: to grow would take twice the memory, page by page, while the slot waits.
            using var stream = new MemoryStream(checked((int)size));
            ModelFile.Write(stream, model, spec, dataset, record);
            return stream.GetBuffer().AsMemory(0, (int)stream.Length);
        }
    }
}
