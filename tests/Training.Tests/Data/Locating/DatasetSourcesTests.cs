using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Locating;

public sealed class DatasetSourcesTests
{
    [Fact]
    public void From_Linux_FollowsXdg()
    {
        Assert.Equal(Path.Combine("/home/u", ".cache", "dropoutsweep"), From(UserPlatform.Linux).CacheDirectory);
        Assert.Equal(Path.Combine("/x", "dropoutsweep"), From(UserPlatform.Linux, ("XDG_CACHE_HOME", "/x")).CacheDirectory);
        Assert.Equal(Path.Combine("/home/u", ".cache", "dropoutsweep"), From(UserPlatform.Linux, ("XDG_CACHE_HOME", "relative")).CacheDirectory);
        Assert.Equal(Path.Combine("/home/u", ".cache", "dropoutsweep"), From(UserPlatform.Linux, ("XDG_CACHE_HOME", "")).CacheDirectory);
    }

    [Fact]
    public void From_MacOS_UsesLibraryCaches() =>
        Assert.Equal(Path.Combine("/home/u", "Library", "Caches", "dropoutsweep"), From(UserPlatform.MacOS, ("XDG_CACHE_HOME", "/x")).CacheDirectory);

    [Fact]
    public void From_Windows_UsesLocalAppData()
    {
        Assert.Equal(Path.Combine("/local", "dropoutsweep"), From(UserPlatform.Windows, ("LOCALAPPDATA", "/local")).CacheDirectory);
        Assert.Equal(Path.Combine("/home/u", "AppData", "Local", "dropoutsweep"), From(UserPlatform.Windows).CacheDirectory);
    }

    [Fact]
    public void From_NoHome_HasNoCache() =>
        Assert.Null(DatasetSources.From(null, _ => null, "", UserPlatform.Linux).CacheDirectory);

    [Fact]
    public void From_Environment_NamesTheFolder()
    {
        Assert.Equal("/sets", From(UserPlatform.Linux, (DatasetSources.EnvironmentVariable, "/sets")).EnvironmentDirectory);
        Assert.Null(From(UserPlatform.Linux, (DatasetSources.EnvironmentVariable, " ")).EnvironmentDirectory);
        Assert.Null(From(UserPlatform.Linux).EnvironmentDirectory);
    }

    private static DatasetSources From(UserPlatform platform, params (string Name, string Value)[] variables) =>
        DatasetSources.From("/named", name => Array.Find(variables, variable => string.Equals(variable.Name, name, StringComparison.Ordinal)).Value, "/home/u", platform);
}
