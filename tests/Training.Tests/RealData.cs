using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Training.Tests;

/// <summary>Tests on real images skip, visibly, where the files are not.</summary>
internal static class RealData
{
    /// <summary>Skips the calling test unless MNIST's files are where <c>DROPOUTSWEEP_DATA</c> or the cache says.</summary>
    public static void RequireMnist()
    {
        var location = new DatasetLoader(DatasetSources.FromEnvironment() with { Download = false }).Locate("mnist");
        Assert.SkipWhen(location.Files.Count == 0, $"MNIST is not on this machine: set {DatasetSources.EnvironmentVariable} to a folder that holds mnist/.");
    }
}
