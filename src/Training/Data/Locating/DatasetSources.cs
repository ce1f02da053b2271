namespace DropoutSweep.Training.Data.Locating;

/// <summary>Where data sets are looked for, in this order, and how they are downloaded.</summary>
public sealed record DatasetSources
{
    /// <summary>The environment variable that names a folder of data sets.</summary>
    public const string EnvironmentVariable = "DROPOUTSWEEP_DATA";

    /// <summary>The folder that the user named on the command line (<c>--data</c>); null when none. It must exist.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The folder that <c>DROPOUTSWEEP_DATA</c> names; null when it is not set.</summary>
    public string? EnvironmentDirectory { get; init; }

    /// <summary>The folder that downloads are kept in, with a folder for each data set; null to keep none and download nothing.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether files that are found nowhere are downloaded; true unless said.</summary>
    public bool Download { get; init; } = true;

    /// <summary>How long a mirror may take to accept a connection before the next one is tried; 3 s unless said.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a mirror may send nothing before the next one is tried; 8 s unless said.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The clock that the time limits run on.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests, not disposed here; null for a connection of its own, which follows the system's proxy settings.</summary>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>
    /// The folders of this user on this machine: <c>DROPOUTSWEEP_DATA</c>, and the cache folder <c>dropoutsweep</c> in
    /// <c>XDG_CACHE_HOME</c> or <c>~/.cache</c> (Linux), <c>~/Library/Caches</c> (macOS), <c>%LOCALAPPDATA%</c> (Windows).
    /// </summary>
    /// <param name="dataDirectory">The folder that the user named on the command line; null when none.</param>
    public static DatasetSources FromEnvironment(string? dataDirectory = null) =>
        From(dataDirectory, Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), CurrentPlatform());

    internal static DatasetSources From(string? dataDirectory, Func<string, string?> variable, string home, UserPlatform platform)
    {
        var caches = platform switch
        {
            UserPlatform.Windows => Known(variable("LOCALAPPDATA")) ?? Below(home, "AppData", "Local"),
            UserPlatform.MacOS => Below(home, "Library", "Caches"),
            // The XDG base directory specification: a relative path is to be ignored.
            _ => Known(variable("XDG_CACHE_HOME")) is { } named && Path.IsPathRooted(named) ? named : Below(home, ".cache"),
        };
        return new DatasetSources
        {
            DataDirectory = dataDirectory,
            EnvironmentDirectory = Known(variable(EnvironmentVariable)),
            CacheDirectory = caches is null ? null : Path.Combine(caches, "dropoutsweep"),
        };
    }

    private static string? Known(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string? Below(string home, params ReadOnlySpan<string> folders) => home.Length == 0 ? null : Path.Combine([home, .. folders]);

    private static UserPlatform CurrentPlatform() =>
        OperatingSystem.IsWindows() ? UserPlatform.Windows : OperatingSystem.IsMacOS() ? UserPlatform.MacOS : UserPlatform.Linux;
}
