using System.Globalization;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>A sweep of the store in memory. Its times are its events' numbers in seconds.</summary>
internal sealed class FakeSweep
{
    private readonly SweepCoordinator _coordinator;

    public FakeSweep(SweepSubmission submission)
    {
        var spec = submission.Specification;
        _coordinator = new SweepCoordinator(spec);
        Record = new SweepRecord
        {
            Id = submission.Id,
            Name = spec.Name,
            Key = submission.Key,
            Specification = spec.ResolvedYaml,
            SpecificationHash = spec.Hash,
            State = SweepState.Queued,
            Planned = 0,
            Trials = default,
            SubmittedAt = DateTimeOffset.UnixEpoch,
            Priority = spec.Policy.Priority,
            MaxConcurrent = spec.Policy.MaxConcurrent,
            KeepModels = spec.Policy.KeepModels,
            MaxCrashes = spec.Policy.MaxCrashes,
        };
        Happen(SweepEventKinds.Sweep, null, """{"state":"queued"}""");
        Apply(submission.Begin(Record));
    }

    public SweepRecord Record { get; private set; }

    public List<StoredTrial> Trials { get; } = [];

    public List<SweepEvent> Events { get; } = [];

    public List<EndedTrial> Ended { get; } = [];

    public List<AttemptRecord> Attempts { get; } = [];

    public Dictionary<int, byte[]> Models { get; } = [];

    public Dictionary<int, IReadOnlyList<EpochMetrics>> Epochs { get; } = [];

    public void FixDataset(DatasetIdentity dataset) => Record = Record with { Dataset = dataset };

    private DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddSeconds(Record.Sequence);

    /// <summary>Gives it a name that no specification could.</summary>
    public void Rename(string name) => Record = Record with { Name = name };

    public void Start(int number)
    {
        var trial = Trials[number];
        Trials[number] = trial with { Record = trial.Record with { State = TrialState.Running }, Attempts = trial.Attempts + 1, Silo = "silo-1", Slot = 0, StartedAt = Now };
        Attempts.Add(new AttemptRecord { Trial = number, Attempt = trial.Attempts + 1, Silo = "silo-1", Slot = 0, StartedAt = Now });
        Happen(SweepEventKinds.Started, number, string.Create(CultureInfo.InvariantCulture, $$"""{"attempt":{{trial.Attempts + 1}},"silo":"silo-1","slot":0}"""));
        Count();
        Record = Record with { StartedAt = Record.StartedAt ?? Now };
        Apply(_coordinator.Advance(Record));
    }

    public void Complete(TrialRecord record, byte[]? model, IReadOnlyList<EpochMetrics> epochs)
    {
        var number = record.Trial.Number;
        Happen(SweepEventKinds.Ended, number, """{"attempt":1,"state":"completed"}""");
        Trials[number] = Trials[number] with { Record = record, EndedAt = Now, Epochs = epochs.Count, HasModel = model is not null };
        Ended.RemoveAll(ended => ended.Record.Trial.Number == number);
        Ended.Add(new EndedTrial(Record.Sequence, record));
        Epochs[number] = epochs;
        if (model is not null)
        {
            Models[number] = model;
        }

        Record = Record with { Seconds = Record.Seconds + record.Seconds };
        Count();
        Apply(_coordinator.Advance(Record));
    }

    public void Apply(SweepDecision decision)
    {
        for (var number = 0; number < Trials.Count; number++)
        {
            var record = Trials[number].Record;
            if (decision.RetryUnfinished && record.State is TrialState.Failed or TrialState.Cancelled)
            {
                Trials[number] = Trials[number] with { Record = record with { State = TrialState.Pending, Failure = null, Result = null }, EndedAt = null };
                Ended.RemoveAll(ended => ended.Record.Trial == record.Trial);
            }
            else if (decision.CancelOpen && record.State is TrialState.Pending or TrialState.Running)
            {
                Trials[number] = Trials[number] with { Record = record with { State = TrialState.Cancelled } };
            }
        }

        Trials.AddRange(decision.Create.Select(trial => new StoredTrial { Record = new TrialRecord { Trial = trial, State = TrialState.Pending } }));
        var moved = decision.State != Record.State;
        Record = Record with { State = decision.State, Reason = decision.Reason, Planned = decision.Planned };
        Count();
        if (moved)
        {
            Happen(SweepEventKinds.Sweep, null, $$"""{"state":"{{decision.State}}"}""");
        }
    }

    private void Count() => Record = Record with
    {
        Created = Trials.Count,
        Trials = new TrialCounts
        {
            Pending = Count(TrialState.Pending),
            Running = Count(TrialState.Running),
            Completed = Count(TrialState.Completed),
            StoppedEarly = Count(TrialState.StoppedEarly),
            Failed = Count(TrialState.Failed),
            Cancelled = Count(TrialState.Cancelled),
        },
    };

    private int Count(TrialState state) => Trials.Count(trial => trial.Record.State == state);

    private void Happen(string kind, int? trial, string data)
    {
        Record = Record with { Sequence = Record.Sequence + 1 };
        Events.Add(new SweepEvent(Record.Sequence, Now, kind, trial, data));
    }
}
