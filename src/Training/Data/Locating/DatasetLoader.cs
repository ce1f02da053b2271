using System.Text;

namespace DropoutSweep.Training.Data.Locating;

/// <summary>Finds, downloads and loads data sets.</summary>
/// <param name="sources">Where to look, and how to download.</param>
/// <param name="catalog">The known data sets; null for those that come with the program.</param>
public sealed class DatasetLoader(DatasetSources sources, DatasetCatalog? catalog = null)
{
    private readonly DatasetSources _sources = sources ?? throw new ArgumentNullException(nameof(sources));
    private readonly DatasetCatalog _catalog = catalog ?? DatasetCatalog.Default;

    /// <summary>Called before a data set is read or generated; what it throws ends the loading. Null when everything may be loaded.</summary>
    public Action<IDatasetDefinition>? Admit { get; init; }

    /// <summary>Where a data set's files are now; looks only, downloads nothing.</summary>
    /// <exception cref="UnknownDatasetException">No data set has this name.</exception>
    /// <exception cref="DataFormatException">The named folder does not exist, or a folder holds some of the files but not all.</exception>
    public DatasetLocation Locate(string name) => DatasetLocator.Locate(_catalog.Find(name).Info, _sources);

    /// <summary>Makes sure that a data set's files are on this machine: finds them, or downloads them into the cache folder.</summary>
    /// <exception cref="UnknownDatasetException">No data set has this name.</exception>
    /// <exception cref="DataFormatException">The named folder does not exist, or a folder holds some of the files but not all.</exception>
    /// <exception cref="DatasetUnavailableException">They are not here, and could not be downloaded.</exception>
    public Task<DatasetLocation> FetchAsync(string name, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken) =>
        FetchAsync(_catalog.Find(name).Info, progress, cancellationToken);

    /// <summary>
    /// Loads the first data set of a list that can be had. Only a data set whose files are nowhere and cannot be
    /// downloaded is passed over, and only when another follows; a file that is there but wrong is an error.
    /// </summary>
    /// <param name="names">Names, at least one. All must be known.</param>
    /// <param name="progress">Told of downloads; null when nobody asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="UnknownDatasetException">A name is unknown, whether or not it would have been needed.</exception>
    /// <exception cref="DataFormatException">A file, or the folder that should hold it, is not what it must be.</exception>
    /// <exception cref="DatasetUnavailableException">None of them can be had.</exception>
    public async Task<DatasetSelection> LoadAsync(IReadOnlyList<string> names, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            throw new ArgumentException("At least one data set must be named.", nameof(names));
        }

        IDatasetDefinition[] definitions = [.. names.Select(_catalog.Find)];
        var skipped = new List<SkippedDataset>();
        foreach (var definition in definitions)
        {
            DatasetLocation location;
            try
            {
                location = await FetchAsync(definition.Info, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (DatasetUnavailableException exception)
            {
                skipped.Add(new SkippedDataset(exception.Name, exception.Reason, exception));
                continue;
            }

            Admit?.Invoke(definition);
            var dataset = await Task.Run(() => definition.Create(location.Files, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new DatasetSelection { Dataset = dataset, Location = location, Skipped = skipped };
        }

        throw skipped.Count == 1
            ? skipped[0].Error
            : new DatasetUnavailableException(
                string.Join(", ", names),
                "none of the list can be had",
                string.Join('\n', skipped.Select(one => one.Error.Message)));
    }

    private async Task<DatasetLocation> FetchAsync(DatasetInfo info, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var location = await Task.Run(() => DatasetLocator.Locate(info, _sources), cancellationToken).ConfigureAwait(false);
        if (location.Origin != DatasetOrigin.Missing)
        {
            return location;
        }

        if (_sources.CacheDirectory is not { } cache)
        {
            throw Unavailable(info, "its files are not on this machine, and there is no cache folder to download to", location.Looked, []);
        }

        if (!_sources.Download)
        {
            throw Unavailable(info, "its files are not on this machine, and downloading is off", location.Looked, []);
        }

        var folder = Path.Combine(Path.GetFullPath(cache), info.Name);
        IReadOnlyList<string> failures;
        try
        {
            using var downloader = new DatasetDownloader(_sources, progress);
            failures = await downloader.FetchAsync(info, folder, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(info, $"its files are not on this machine, and {folder} cannot be written", location.Looked, [exception.Message], exception);
        }

        return failures.Count > 0
            ? throw Unavailable(info, "its files are not on this machine, and no mirror could be reached or delivered them", location.Looked, failures)
            : new DatasetLocation
            {
                Name = info.Name,
                Origin = DatasetOrigin.Downloaded,
                Folder = folder,
                Files = [.. info.Files.Select(file => Path.Combine(folder, file.Name))],
                Looked = location.Looked,
            };
    }

    private DatasetUnavailableException Unavailable(DatasetInfo info, string reason, IReadOnlyList<string> looked, IReadOnlyList<string> tried, Exception? inner = null)
    {
        var text = new StringBuilder("Looked in:\n");
        foreach (var line in looked)
        {
            text.Append("  ").Append(line).Append('\n');
        }

        if (tried.Count > 0)
        {
            text.Append("Tried:\n");
            foreach (var line in tried)
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        var folder = Path.Combine(_sources.DataDirectory ?? _sources.EnvironmentDirectory ?? "DIR", info.Name);
        text.Append("To supply it by hand, put these files (gzipped as they are, or unpacked without .gz) into ").Append(folder);
        text.Append(" and name the folder above by --data or ").Append(DatasetSources.EnvironmentVariable);
        if (_sources.CacheDirectory is { } cache)
        {
            text.Append(", or into ").Append(Path.Combine(cache, info.Name));
        }

        text.Append(":\n");
        foreach (var file in info.Files)
        {
            text.Append("  ").Append(file.Name).Append(" (").Append(file.Bytes).Append(" bytes)\n");
        }

        text.Append("They are published at ").AppendJoin(" and ", info.Mirrors.Select(mirror => mirror.AbsoluteUri)).Append('.');
        return new DatasetUnavailableException(info.Name, reason, text.ToString(), inner);
    }
}
