using System.Reflection;
using DropoutSweep.Grains.Orleans.Hosting;

namespace DropoutSweep.Grains;

/// <summary>The Orleans engine.</summary>
public static class GrainEngine
{
    /// <summary>Whether this build has the engine.</summary>
    public static bool IsBuilt => true;

    /// <summary>The version of Orleans, such as <c>10.4.2</c>; null without it.</summary>
    public static string? Version =>
        typeof(global::Orleans.Grain).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', '-', ' ')[0].TrimEnd('.');

    /// <summary>The least time after which a silo that does not answer can be declared dead.</summary>
    public static TimeSpan LeastDetection => ClusterTimes.LeastDetection;

    /// <summary>A cluster's part, not started.</summary>
    public static IGrainCluster Create(GrainClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GrainCluster(options);
    }
}
