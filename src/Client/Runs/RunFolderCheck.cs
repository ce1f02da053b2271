namespace DropoutSweep.Client.Runs;

/// <summary>Whether a folder can take a run: results of another specification or other data do not belong in it.</summary>
internal static class RunFolderCheck
{
    /// <summary>Checks a folder for a run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="wanted">The run.</param>
    /// <param name="found">Whose run it holds; null for none.</param>
    /// <exception cref="RunFolderException">It cannot take it.</exception>
    public static void Check(string path, RunIdentity wanted, RunIdentity? found)
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
}
