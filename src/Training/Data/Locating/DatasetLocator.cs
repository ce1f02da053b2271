namespace DropoutSweep.Training.Data.Locating;

/// <summary>Finds a data set's files on this machine.</summary>
internal static class DatasetLocator
{
    /// <summary>Looks in the folders of <paramref name="sources"/> in turn.</summary>
    /// <exception cref="DataFormatException">The named folder does not exist, or a folder holds some of the files but not all.</exception>
    public static DatasetLocation Locate(DatasetInfo info, DatasetSources sources)
    {
        if (!info.NeedsFiles)
        {
            return new DatasetLocation { Name = info.Name, Origin = DatasetOrigin.Generated };
        }

        if (sources.DataDirectory is { } named && !Directory.Exists(named))
        {
            throw new DataFormatException(named, null, "the folder of data sets named by --data", File.Exists(named) ? "a file" : "nothing there");
        }

        var looked = new List<string>();
        return Look(info, sources.DataDirectory, DatasetOrigin.DataDirectory, "--data", looked)
            ?? Look(info, sources.EnvironmentDirectory, DatasetOrigin.EnvironmentDirectory, DatasetSources.EnvironmentVariable, looked)
            ?? LookInCache(info, sources.CacheDirectory, looked)
            ?? new DatasetLocation { Name = info.Name, Origin = DatasetOrigin.Missing, Looked = looked };
    }

    private static DatasetLocation? Look(DatasetInfo info, string? directory, DatasetOrigin origin, string what, List<string> looked)
    {
        if (directory is null)
        {
            looked.Add($"{what}: not given");
            return null;
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var folder = Path.Combine(full, info.Name);

        // Several data sets have files of the same names, so the folder's own name must say whose they are.
        string[] candidates = string.Equals(Path.GetFileName(full), info.Name, StringComparison.Ordinal) ? [folder, full] : [folder];
        foreach (var candidate in candidates)
        {
            var files = Present(info, candidate);
            if (files.All(file => file is not null))
            {
                return new DatasetLocation { Name = info.Name, Origin = origin, Folder = candidate, Files = files!, Looked = looked };
            }

            if (files.Any(file => file is not null))
            {
                var missing = info.Files.Where((_, i) => files[i] is null).Select(file => file.Name);
                throw new DataFormatException(candidate, null, $"all {info.Files.Count} files of {info.Name}", $"no {string.Join(", ", missing)}");
            }
        }

        var misplaced = Present(info, full).All(file => file is not null)
            ? $", though {full} itself holds files of those names: put them into a folder named {info.Name}"
            : "";
        looked.Add($"{what}: {folder} {(Directory.Exists(folder) ? "holds none of the files" : "does not exist")}{misplaced}");
        return null;
    }

    // In the cache an incomplete folder is what an interrupted download left: no mistake of the user's.
    private static DatasetLocation? LookInCache(DatasetInfo info, string? directory, List<string> looked)
    {
        if (directory is null)
        {
            looked.Add("cache: this user has no cache folder");
            return null;
        }

        var folder = Path.Combine(Path.GetFullPath(directory), info.Name);
        var files = Present(info, folder);
        for (var i = 0; i < files.Length; i++)
        {
            if (files[i] is { } path && path.EndsWith(info.Files[i].Name, StringComparison.Ordinal) && !FileSums.Matches(path, info.Files[i]))
            {
                looked.Add($"cache: {path} is damaged (another size or SHA-256 than it must have)");
                files[i] = null;
            }
        }

        if (files.All(file => file is not null))
        {
            return new DatasetLocation { Name = info.Name, Origin = DatasetOrigin.Cache, Folder = folder, Files = files!, Looked = looked };
        }

        looked.Add($"cache: {folder} {(Directory.Exists(folder) ? $"holds {files.Count(file => file is not null)} of {files.Length} files" : "does not exist")}");
        return null;
    }

    private static string?[] Present(DatasetInfo info, string folder)
    {
        var paths = new string?[info.Files.Count];
        for (var i = 0; i < paths.Length; i++)
        {
            var packed = Path.Combine(folder, info.Files[i].Name);
            var plain = Path.Combine(folder, info.Files[i].PlainName);
            paths[i] = File.Exists(packed) ? packed : File.Exists(plain) ? plain : null;
        }

        return paths;
    }
}
