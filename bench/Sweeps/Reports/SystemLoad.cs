using System.Globalization;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>What else the machine does.</summary>
internal static class SystemLoad
{
    private const string Path = "/proc/loadavg";

    /// <summary>The load average of the last minute; 0 where it is not known.</summary>
    public static double Now() => File.Exists(Path) ? double.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) : 0;
}
