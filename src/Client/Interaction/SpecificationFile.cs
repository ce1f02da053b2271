namespace DropoutSweep.Client.Interaction;

/// <summary>Reads a specification's text, or says what stands in the way.</summary>
internal static class SpecificationFile
{
    private const int MostSuggestions = 8;

    /// <exception cref="InputException">There is no such file, or it cannot be read.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"'{path}' is a folder, not a specification.{Nearby(path)}");
        }

        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
            throw new InputException(Directory.Exists(folder)
                ? $"There is no file '{path}'.{Nearby(folder)}"
                : $"There is no file '{path}': the folder '{folder}' does not exist.");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {ReadFailure.Reason(error)}.");
        }
    }

    private static string Nearby(string folder)
    {
        var found = Directory.EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder, "sweeps").SelectMany(Directory.EnumerateFiles))
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Select(file => folder is "." ? Path.GetRelativePath(".", file) : file)
            .Order(StringComparer.Ordinal)
            .Take(MostSuggestions + 1)
            .ToList();
        return found.Count switch
        {
            0 => " There is no .yaml file beside it; 'dropoutsweep init' writes one to start from.",
            <= MostSuggestions => $" Found nearby: {string.Join(", ", found)}.",
            _ => $" Found nearby: {string.Join(", ", found.Take(MostSuggestions))}, ….",
        };
    }
}
