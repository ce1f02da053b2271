using System.Runtime.CompilerServices;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>A store in memory: what the API reads and decides, with the silo's part played by the test (<see cref="Start"/>, <see cref="Complete"/>).</summary>
internal sealed class FakeSweepStore : ISweepStore
{
    /// <summary>A few, so that a test's page has several parts.</summary>
    private const int PartOfPage = 3;

    private readonly Lock _gate = new();
    private readonly List<FakeSweep> _sweeps = [];
    private long _changes = 1;
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreDescription Description { get; } = new("fake", "memory", "none");

    public TimeSpan? AwayFor { get; set; }

    public List<SiloRecord> Silos { get; } = [];

    public List<MembershipRecord> Memberships { get; } = [];

    public OrderedDictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Thrown by every reading call when set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it is away, and asking for the silos waits until it is back or the call is cancelled.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often the next reading calls still fail.</summary>
    public int FailuresLeft { get; private set; }

    /// <summary>How often a change was waited for.</summary>
    public int Waits { get; private set; }

    public FakeSweep Find(string id) => _sweeps.Single(sweep => string.Equals(sweep.Record.Id, id, StringComparison.Ordinal));

    /// <summary>Fails the next reading call, once.</summary>
    public void FailNext(Exception error) => (Failure, FailuresLeft) = (error, 1);

    public void Start(string id, int trial) => Change(id, sweep => sweep.Start(trial));

    public void Complete(string id, TrialRecord record, byte[]? model = null, params EpochMetrics[] epochs) => Change(id, sweep => sweep.Complete(record, model, epochs));

    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task change;
        lock (_gate)
        {
            Waits++;
            if (_changes != seen)
            {
                return _changes;
            }

            change = _change.Task;
        }

        try
        {
            await change.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
        }

        lock (_gate)
        {
            return _changes;
        }
    }

    public ValueTask<SubmitOutcome> SubmitAsync(SweepSubmission submission, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var known = submission.Key is null ? null : _sweeps.Find(sweep => string.Equals(sweep.Record.Key, submission.Key, StringComparison.Ordinal));
            if (known is not null)
            {
                return string.Equals(known.Record.SpecificationHash, submission.Specification.Hash, StringComparison.Ordinal)
                    ? new(new SubmitOutcome(known.Record, Created: false))
                    : throw new SubmissionConflictException("another specification");
            }

            var sweep = new FakeSweep(submission);
            _sweeps.Add(sweep);
            return new(new SubmitOutcome(sweep.Record, Created: true));
        }
    }

    public ValueTask<SweepRecord?> FindSweepAsync(string sweep, CancellationToken cancellationToken) => Read(sweep, found => found?.Record);

    public ValueTask<IReadOnlyList<SweepRecord>> ListSweepsAsync(SweepQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new([.. _sweeps.Select(sweep => sweep.Record).Reverse()
                .Where(record => query.States is null || query.States.Contains(record.State))
                .Where(record => query.Name is null || string.Equals(query.Name, record.Name, StringComparison.Ordinal))
                .Skip(query.Offset).Take(query.Limit)]);
        }
    }

    public ValueTask<SweepRecord?> AdvanceAsync(string sweep, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        SweepRecord? after = null;
        Change(sweep, found =>
        {
            found.Apply(decide(found.Record));
            after = found.Record;
        });
        return new(after);
    }

    public ValueTask<IReadOnlyList<SweepEvent>> ReadEventsAsync(string sweep, long after, int limit, CancellationToken cancellationToken) =>
        Read(sweep, found => (IReadOnlyList<SweepEvent>)[.. (found?.Events ?? []).Where(happened => happened.Sequence > after).Take(limit)]);

    public ValueTask<TrialParts<T>> ListTrialsAsync<T>(TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken) => Read(query.Sweep, found =>
    {
        var trials = found!.Trials
            .Where(trial => query.States is null || query.States.Contains(trial.Record.State))
            .Where(trial => query.Configuration is null || trial.Record.Trial.Configuration == query.Configuration);
        trials = query.Order switch
        {
            TrialOrder.Objective => trials.OrderByDescending(trial => trial.Record.Result?.Validation?.Accuracy ?? -1),
            TrialOrder.Seconds => trials.OrderBy(trial => trial.Record.Seconds),
            TrialOrder.Ended => trials.OrderBy(trial => trial.EndedAt ?? DateTimeOffset.MaxValue),
            _ => trials.OrderBy(trial => trial.Record.Trial.Number),
        };
        var list = (query.Descending ? trials.Reverse() : trials).ToList();
        return new TrialParts<T>(list.Count, [.. list.Skip(query.Offset).Take(query.Limit).Chunk(PartOfPage).Select(make)]);
    });

    public ValueTask<StoredTrial?> FindTrialAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        Read(sweep, found => trial >= 0 && trial < found!.Trials.Count ? found.Trials[trial] : null);

    public async IAsyncEnumerable<EndedTrial> ReadEndedAsync(string sweep, long after, bool confusion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ended in await Read(sweep, found => found!.Ended.Where(ended => ended.Sequence > after).ToList()))
        {
            yield return ended;
        }
    }

    public ValueTask<IReadOnlyList<EpochMetrics>> ReadEpochsAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        Read(sweep, found => (IReadOnlyList<EpochMetrics>)found!.Epochs.GetValueOrDefault(trial, []));

    public ValueTask<byte[]?> ReadModelAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        Read(sweep, found => found!.Models.GetValueOrDefault(trial));

    public ValueTask<IReadOnlyList<AttemptRecord>> ListAttemptsAsync(string sweep, int? trial, CancellationToken cancellationToken) =>
        Read(sweep, found => (IReadOnlyList<AttemptRecord>)[.. found!.Attempts.Where(attempt => trial is null || attempt.Trial == trial)]);

    public async ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken)
    {
        while (IsAway)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        return Failure is null ? [.. Silos] : throw Failure;
    }

    public ValueTask<IReadOnlyList<MembershipRecord>> ListMembershipsAsync(CancellationToken cancellationToken) => new([.. Memberships]);

    public ValueTask<PruneOutcome> PruneAsync(PruneRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            bool Meant(FakeSweep sweep) => sweep.Record.IsEnded && (request.Sweep is null || string.Equals(sweep.Record.Id, request.Sweep, StringComparison.Ordinal));
            var count = request.DeleteSweeps ? _sweeps.Count(Meant) : 0;
            if (request is { DeleteSweeps: true, DryRun: false })
            {
                _sweeps.RemoveAll(Meant);
            }

            return new(new PruneOutcome(count, 0, 0, 0, 0));
        }
    }

    public ValueTask<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new([.. Keys.Values]);
        }
    }

    public ValueTask AddKeyAsync(string name, string text, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Keys.TryAdd(name, text);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<DatasetIdentity?> FixDatasetAsync(string sweep, DatasetIdentity dataset, CancellationToken cancellationToken)
    {
        Change(sweep, found => found.FixDataset(dataset));
        return new(dataset);
    }

    public ValueTask<IReadOnlyList<TrialLease>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<LeaseStatus>> RenewAsync(string silo, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> SaveCheckpointAsync(AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<byte[]?> LoadCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DropCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<SweepRecord?> CompleteAsync(AttemptEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<TrialEpochs> ReadAllEpochsAsync(string sweep, CancellationToken cancellationToken)
    {
        var found = Find(sweep);
        var ended = found.Ended.Select(trial => trial.Record.Trial.Number).ToHashSet();
        return found.Epochs.Where(trial => ended.Contains(trial.Key)).OrderBy(trial => trial.Key).Select(trial => new TrialEpochs(trial.Key, trial.Value)).ToAsyncEnumerable();
    }

    public ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask CheckEngineAsync(string engine, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask BeginMembershipAsync(string cluster, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<MembershipRecord?> ReadMembershipAsync(string cluster, string? member, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> AddMemberAsync(MembershipChange change, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ReplaceMemberAsync(MembershipChange change, string tag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask NoteAliveAsync(string cluster, string member, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask ForgetMembersAsync(string cluster, DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteMembershipAsync(string cluster, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ValueTask<T> Read<T>(string id, Func<FakeSweep?, T> read)
    {
        lock (_gate)
        {
            if (Failure is not { } failure)
            {
                return new(read(_sweeps.Find(sweep => string.Equals(sweep.Record.Id, id, StringComparison.Ordinal))));
            }

            if (FailuresLeft > 0 && --FailuresLeft == 0)
            {
                Failure = null;
            }

            throw failure;
        }
    }

    private void Change(string id, Action<FakeSweep> change)
    {
        lock (_gate)
        {
            if (_sweeps.Find(sweep => string.Equals(sweep.Record.Id, id, StringComparison.Ordinal)) is { } found)
            {
                change(found);
                _changes++;
                _change.SetResult();
                _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
