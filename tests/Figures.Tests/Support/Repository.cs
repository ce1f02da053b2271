using Xunit;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Set to rewrite generated files in place of comparing them.</summary>
    public const string RewriteVariable = "DROPOUTSWEEP_REWRITE_GENERATED";

    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Compares a committed file with what the code generates, or rewrites it when the variable is set.</summary>
    public static void AssertGenerated(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable(RewriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run the tests once with {RewriteVariable}=1.");
        Assert.True(string.Equals(expected, File.ReadAllText(path), StringComparison.Ordinal), $"{path} is not what the code generates; run the tests once with {RewriteVariable}=1 and commit it.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DropoutSweep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No repository above {AppContext.BaseDirectory}.");
    }
}
