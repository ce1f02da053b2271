namespace DropoutSweep.Grains;

/// <summary>The Orleans engine, in a build without it: Microsoft.Orleans could not be restored, or was left out.</summary>
public static class GrainEngine
{
    /// <summary>Whether this build has the engine.</summary>
    public static bool IsBuilt => false;

    /// <summary>The version of Orleans, such as <c>10.4.2</c>; null without it.</summary>
    public static string? Version => null;

    /// <summary>The least time after which a silo that does not answer can be declared dead.</summary>
    public static TimeSpan LeastDetection => TimeSpan.Zero;

    /// <summary>A cluster's part, not started.</summary>
    /// <exception cref="NotSupportedException">Always: this build has no Orleans engine.</exception>
    public static IGrainCluster Create(GrainClusterOptions options) =>
        throw new NotSupportedException("This build has no Orleans engine: its packages could not be restored when it was built, or it was built with OrleansEngine=false.");
}
