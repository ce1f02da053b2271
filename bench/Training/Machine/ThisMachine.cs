using System.Globalization;
using System.Runtime.InteropServices;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Training;

namespace DropoutSweep.Bench.Machine;

/// <summary>What can be known of the machine without asking the user.</summary>
internal static class ThisMachine
{
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>Describes it.</summary>
    public static MachineDescription Describe() => new()
    {
        Processor = Processor(),
        Cores = Environment.ProcessorCount,
        Caches = string.Join(", ", Enumerable.Range(1, 3).Select(level => (level, Bytes: CacheBytes(level))).Where(cache => cache.Bytes > 0).Select(cache => $"L{cache.level} {cache.Bytes >> 10:N0} KiB")),
        VectorBits = VectorHardware.VectorBits,
        Runtime = RuntimeInformation.FrameworkDescription,
        System = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        Load = Load(),
    };

    /// <summary>Bytes of the first core's data cache of a level; 0 when not known.</summary>
    public static long CacheBytes(int level)
    {
        if (!Directory.Exists(CacheFolder))
        {
            return 0;
        }

        foreach (var folder in Directory.EnumerateDirectories(CacheFolder, "index*"))
        {
            if (int.Parse(Text(folder, "level"), CultureInfo.InvariantCulture) == level && Text(folder, "type") is "Data" or "Unified")
            {
                var size = Text(folder, "size");
                return long.Parse(size.AsSpan().TrimEnd("KM"), CultureInfo.InvariantCulture) << (size.EndsWith('M') ? 20 : 10);
            }
        }

        return 0;
    }

    private static string Text(string folder, string file) => File.ReadAllText(Path.Combine(folder, file)).Trim();

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        if (!File.Exists(Path))
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        }

        var lines = File.ReadAllLines(Path);
        string? Value(string name) => lines.Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).FirstOrDefault(parts => parts.Length == 2 && string.Equals(parts[0], name, StringComparison.Ordinal))?[1];
        return $"{Value("model name")} (family {Value("cpu family")}, model {Value("model")}, stepping {Value("stepping")})";
    }

    private static double? Load()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? double.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) : null;
    }
}
