using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// A run in a folder. The truth is the journal in <c>.state</c>; the other files are made from it and replaced
/// whole. A trial's end is one appended line; the best model so far is written before that line under a name
/// of its own and renamed after it, so that a kill between any two steps leaves either the old state or, after
/// the next opening, the new one.
/// </summary>
internal sealed class RunFolder : IRunStore, IDisposable
{
    private readonly SweepSpec _spec;
    private readonly Dataset _dataset;
    private readonly string _state;
    private readonly IDisposable _held;
    private readonly Journal _journal;
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly SortedDictionary<int, RecordedTrial> _records;
    private readonly Pace _pace;
    private TrialRecord? _best;

    internal RunFolder(string path, SweepSpec spec, Dataset dataset, TimeProvider time, IDisposable held, Journal journal, SortedDictionary<int, RecordedTrial> records)
    {
        Path = path;
        _spec = spec;
        _dataset = dataset;
        _state = System.IO.Path.Combine(path, RunFiles.State);
        _held = held;
        _journal = journal;
        _records = records;
        _pace = new Pace(time);
        foreach (var trial in records.Values)
        {
            if (TrialRanking.IsBetter(trial.Record, _best, spec.Objective))
            {
                _best = trial.Record;
            }
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The best trial so far, or null.</summary>
    public TrialRecord? Best
    {
        get
        {
            lock (_gate)
            {
                return _best;
            }
        }
    }

    /// <summary>The folder that a run is kept in unless another is given: <c>runs/name-hash</c>.</summary>
    public static string DefaultPath(SweepSpec spec) => System.IO.Path.Combine("runs", $"{spec.Name}-{spec.Hash[..8]}");

    /// <summary>The ended trials by number; without their epochs, which stand in <c>epochs.csv</c>.</summary>
    public IReadOnlyList<TrialRecord> Load()
    {
        lock (_gate)
        {
            return [.. _records.Values.Select(trial => trial.Record)];
        }
    }

    /// <inheritdoc/>
    public void Complete(TrialRecord record, TrainedModel? model)
    {
        var number = record.Trial.Number;
        bool best;
        lock (_gate)
        {
            best = TrialRanking.IsBetter(record, _best, _spec.Objective);
            if (best && model is not null)
            {
                AtomicFile.Write(ModelPath(number), stream => BestModelFile.Write(stream, model, _spec, _dataset, record));
            }

            var place = _journal.Append(JournalEntry.From(record));
            var kept = record with { Result = record.Result is { } result ? result with { Epochs = [.. result.Epochs.TakeLast(1)] } : null };
            _records[number] = new RecordedTrial(kept, place);
            if (best)
            {
                _best = kept;
                if (model is not null)
                {
                    File.Move(ModelPath(number), System.IO.Path.Combine(Path, RunFiles.BestModel), overwrite: true);
                }
            }
        }

        DropCheckpoint(number);
        WriteFilesIfDue(force: best);
    }

    /// <inheritdoc/>
    public Stream? OpenCheckpoint(int trial)
    {
        var path = CheckpointPath(trial);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    /// <inheritdoc/>
    public void SaveCheckpoint(int trial, Action<Stream> write)
    {
        AtomicFile.Write(CheckpointPath(trial), write);
        WriteFilesIfDue(force: false);
    }

    /// <inheritdoc/>
    public void DropCheckpoint(int trial) => File.Delete(CheckpointPath(trial));

    /// <summary>The results so far.</summary>
    public RunSummary Summarize() => Summarize(Snapshot());

    /// <summary>Writes every file as of now.</summary>
    public void WriteFiles()
    {
        lock (_writing)
        {
            _pace.Run(() => Write(Snapshot()));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Dispose();
        _held.Dispose();
    }

    private void WriteFilesIfDue(bool force)
    {
        // A slot that finds another one writing goes back to training: the next one due writes its rows.
        if (force)
        {
            WriteFiles();
        }
        else if (_writing.TryEnter())
        {
            try
            {
                if (_pace.IsDue)
                {
                    _pace.Run(() => Write(Snapshot()));
                }
            }
            finally
            {
                _writing.Exit();
            }
        }
    }

    private RecordedTrial[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _records.Values];
        }
    }

    private RunSummary Summarize(RecordedTrial[] trials)
    {
        var records = Array.ConvertAll(trials, trial => trial.Record);
        var summary = SweepSummarizer.Summarize(_spec, records);
        return RunSummaryBuilder.Build(_spec, _dataset, summary, records.ToDictionary(record => record.Trial.Number));
    }

    private void Write(RecordedTrial[] trials)
    {
        var summary = Summarize(trials);
        AtomicFile.WriteText(
            System.IO.Path.Combine(Path, RunFiles.Trials),
            writer => TrialsCsv.Write(writer, _spec, _dataset.Name, trials.Select(trial => trial.Record)));
        AtomicFile.WriteText(
            System.IO.Path.Combine(Path, RunFiles.Epochs),
            writer => EpochsCsv.Write(writer, _spec, _dataset.Name, trials.Select(trial => _journal.Read(trial.Place).ToRecord())));
        if (summary.Best is { } best)
        {
            var record = Array.Find(trials, trial => trial.Record.Trial.Number == best.Trial).Record;
            AtomicFile.WriteText(
                System.IO.Path.Combine(Path, RunFiles.BestReport),
                writer => BestReport.Write(writer, _spec, _dataset, record));
        }

        AtomicFile.Write(
            System.IO.Path.Combine(Path, RunFiles.Summary),
            stream => stream.Write(SummaryJson.ToUtf8Bytes(summary)));
    }

    private string ModelPath(int trial) => System.IO.Path.Combine(_state, $"{RunFiles.ModelPrefix}{trial}");

    private string CheckpointPath(int trial) => System.IO.Path.Combine(_state, $"{RunFiles.CheckpointPrefix}{trial}");
}
