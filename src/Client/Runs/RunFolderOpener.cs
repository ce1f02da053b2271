using System.Text.Json;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Runs;

/// <summary>Opens a run folder: begins a new one, or finds out that it can be continued and puts right what a kill left.</summary>
internal static class RunFolderOpener
{
    /// <summary>Opens a folder for one sweep on one data set.</summary>
    /// <param name="path">The folder; made when it does not exist.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="dataset">The data set that was taken.</param>
    /// <param name="time">The clock that paces writing.</param>
    /// <param name="notice">Told what is worth a line, such as dropped lines of a damaged journal.</param>
    /// <exception cref="RunFolderException">The folder is in use, is another run's, or holds other things.</exception>
    public static RunFolder Open(string path, SweepSpec spec, Dataset dataset, TimeProvider time, Action<string> notice)
    {
        var identity = RunIdentity.Of(spec, dataset);
        Check(path, identity, ReadIdentity(path));
        var state = Path.Combine(path, RunFiles.State);
        Directory.CreateDirectory(state);
        var held = RunLock.Take(path);
        try
        {
            // Again under the lock: two processes may have begun at once.
            var existing = ReadIdentity(path);
            Check(path, identity, existing);
            DeleteTemporaries(path);
            DeleteTemporaries(state);
            if (existing is null)
            {
                AtomicFile.Write(Path.Combine(state, RunFiles.Identity), stream => JsonSerializer.Serialize(stream, identity, RunJson.Default.RunIdentity));
            }

            WriteSpecification(path, spec, dataset);
            var records = new SortedDictionary<int, RecordedTrial>();
            var journal = Journal.Open(Path.Combine(state, RunFiles.Journal), (entry, place) => Add(spec, records, entry, place), out var dropped);
            if (dropped > 0)
            {
                notice($"{dropped} line(s) of the run's journal were cut short or damaged and were dropped; what they held is trained again, to the same result.");
            }

            var folder = new RunFolder(path, spec, dataset, time, held, journal, records);
            PutRight(folder, state, records, notice);
            return folder;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whose run a folder holds; null when it holds none.</summary>
    /// <exception cref="RunFolderException">What says so cannot be read.</exception>
    public static RunIdentity? ReadIdentity(string path)
    {
        var file = Path.Combine(path, RunFiles.State, RunFiles.Identity);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RunJson.Default.RunIdentity)
                ?? throw new RunFolderException($"'{file}' is empty. Choose another folder with --out.");
        }
        catch (JsonException error)
        {
            throw new RunFolderException($"'{file}' is damaged ({error.Message}). Choose another folder with --out.");
        }
    }

    private static void Check(string path, RunIdentity wanted, RunIdentity? found)
    {
        if (File.Exists(path))
        {
            throw new RunFolderException($"'{path}' is a file; a run needs a folder. Choose another with --out.");
        }

        if (found is null)
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => !string.Equals(Path.GetFileName(entry), RunFiles.State, StringComparison.Ordinal)))
            {
                throw new RunFolderException($"'{path}' holds other files and no run. Choose a new or an empty folder with --out.");
            }

            return;
        }

        if (found.Format != wanted.Format)
        {
            throw new RunFolderException($"'{path}' holds a run in format {found.Format}; this program reads format {wanted.Format}. Choose another folder with --out.");
        }

        if (!string.Equals(found.SpecificationHash, wanted.SpecificationHash, StringComparison.Ordinal))
        {
            throw new RunFolderException($"'{path}' holds a run of another specification ({found.Name}, {found.SpecificationHash[..8]}; this one is {wanted.Name}, {wanted.SpecificationHash[..8]}). Choose another folder with --out.");
        }

        if (!string.Equals(found.Dataset, wanted.Dataset, StringComparison.Ordinal))
        {
            throw new RunFolderException($"'{path}' holds a run on the data set '{found.Dataset}'; this one would be on '{wanted.Dataset}'. Choose another folder with --out.");
        }

        if (!string.Equals(found.DatasetFingerprint, wanted.DatasetFingerprint, StringComparison.Ordinal))
        {
            throw new RunFolderException($"'{path}' holds a run on '{found.Dataset}' with other content (fingerprint {found.DatasetFingerprint[..8]}; now {wanted.DatasetFingerprint[..8]}). Choose another folder with --out.");
        }
    }

    private static void Add(SweepSpec spec, SortedDictionary<int, RecordedTrial> records, JournalEntry entry, JournalPlace place)
    {
        var record = entry.ToRecord();
        if (record.Trial.Number < 0 || record.Trial.Number >= spec.TrialCount || spec.Trial(record.Trial.Number) != record.Trial)
        {
            throw new RunFolderException($"The run's journal holds trial {record.Trial.Number} (seed {record.Trial.Seed}), which the specification does not have. Choose another folder with --out.");
        }

        records[record.Trial.Number] = new RecordedTrial(record, place);
    }

    private static void WriteSpecification(string path, SweepSpec spec, Dataset dataset) =>
        AtomicFile.WriteText(Path.Combine(path, RunFiles.Specification), writer =>
        {
            writer.WriteLine("# The specification of this run with every default written out.");
            writer.WriteLine($"# Data set taken: {dataset.Name}. {dataset.Description}");
            writer.WriteLine($"# Its fingerprint: {dataset.Fingerprint}");
            writer.Write(spec.ResolvedYaml);
        });

    private static void DeleteTemporaries(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + RunFiles.TemporarySuffix))
        {
            File.Delete(file);
        }
    }

    /// <summary>Ends what a kill interrupted: the best model's renaming, and the removal of what is no longer needed.</summary>
    private static void PutRight(RunFolder folder, string state, SortedDictionary<int, RecordedTrial> records, Action<string> notice)
    {
        var bestModel = Path.Combine(folder.Path, RunFiles.BestModel);
        foreach (var model in Directory.GetFiles(state, RunFiles.ModelPrefix + "*"))
        {
            if (folder.Best is { } best && string.Equals(Path.GetFileName(model), $"{RunFiles.ModelPrefix}{best.Trial.Number}", StringComparison.Ordinal))
            {
                File.Move(model, bestModel, overwrite: true);
            }
            else
            {
                File.Delete(model);
            }
        }

        foreach (var checkpoint in Directory.GetFiles(state, RunFiles.CheckpointPrefix + "*"))
        {
            if (!int.TryParse(Path.GetFileName(checkpoint)[RunFiles.CheckpointPrefix.Length..], out var trial) || records.ContainsKey(trial))
            {
                File.Delete(checkpoint);
            }
        }

        if (folder.Best is { } kept && !File.Exists(bestModel))
        {
            notice($"{RunFiles.BestModel} is gone; it is not made again unless a trial beats trial {kept.Trial.Number}.");
        }
    }
}
