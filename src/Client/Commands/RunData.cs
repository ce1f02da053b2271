using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Commands;

/// <summary>Finds the data of a run.</summary>
internal static class RunData
{
    /// <summary>
    /// Loads the first data set of the specification that can be had; but a run that has begun stays with the
    /// one it began with, or half of its trials would be on other data.
    /// </summary>
    public static async Task<DatasetSelection> LoadAsync(ClientHost host, SweepSpec spec, string folder, string? dataDirectory, CancellationToken cancellationToken)
    {
        var names = spec.Datasets;
        if (RunFolder.ReadIdentity(folder) is { } begun
            && string.Equals(begun.SpecificationHash, spec.Hash, StringComparison.Ordinal)
            && names.Contains(begun.Dataset, StringComparer.Ordinal))
        {
            if (!string.Equals(begun.Dataset, names[0], StringComparison.Ordinal))
            {
                host.Error.WriteLine($"The run in {folder} began on '{begun.Dataset}' and stays with it; for '{names[0]}' give another folder with --out.");
            }

            names = [begun.Dataset];
        }

        return await LoadAsync(host, names, dataDirectory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads the first data set of a list that can be had, and says which were passed over.</summary>
    public static async Task<DatasetSelection> LoadAsync(ClientHost host, IReadOnlyList<string> names, string? dataDirectory, CancellationToken cancellationToken)
    {
        if (dataDirectory is not null && !Directory.Exists(dataDirectory))
        {
            throw new InputException($"--data: there is no folder '{dataDirectory}'.");
        }

        using var progress = new DownloadDisplay(host);
        var selection = await new DatasetLoader(DatasetSources.FromEnvironment(dataDirectory)).LoadAsync(names, progress, cancellationToken).ConfigureAwait(false);
        foreach (var skipped in selection.Skipped)
        {
            host.Error.WriteLine($"'{skipped.Name}' was passed over: {skipped.Reason}. Taken instead: '{selection.Dataset.Name}'.");
        }

        return selection;
    }

    /// <summary>Refuses a sweep of which nothing can be trained, before anything is made for it.</summary>
    /// <exception cref="InputException">Every network of it is too large.</exception>
    public static void CheckSizes(SweepSpec spec, TrainingData data)
    {
        string? first = null;
        for (var number = 0; number < spec.ConfigurationCount; number++)
        {
            if (CheckpointLimit.Refusal(spec.Configuration(number).Training, data) is not { } refusal)
            {
                return;
            }

            first ??= refusal;
        }

        throw new InputException($"Nothing of this sweep can be trained. Configuration 0: {first}");
    }

    /// <summary>Checks that the specification can be trained on the data.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public static TrainingData Split(SweepSpec spec, Dataset dataset)
    {
        try
        {
            return SweepData.Split(spec, dataset);
        }
        catch (SweepDataException error)
        {
            throw new InputException(error.Message);
        }
    }
}
