namespace DropoutSweep.Bench;

/// <summary>Finds files of the repository that the program was built from.</summary>
internal static class Repository
{
    private const string Marker = "DropoutSweep.sln";

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file's path.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Marker)))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"{Marker} is in no folder above {AppContext.BaseDirectory}.");
    }
}
