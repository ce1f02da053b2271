using System.Globalization;

namespace DropoutSweep.Silo.Containers;

/// <summary>
/// Limits that Linux's control groups set to a process, of both versions: the smallest on the way from the process's group to the
/// root, as each binds what is below it.
/// </summary>
/// <param name="Processors">Processors' worth of time; null for no limit.</param>
/// <param name="Memory">Bytes; null for no limit.</param>
public sealed record ControlGroups(double? Processors, long? Memory)
{
    // Version 1 writes "no limit" as the greatest multiple of a page.
    private const long NoLimit = long.MaxValue / 2;

    /// <summary>The limits of this process; none where there are no control groups.</summary>
    public static ControlGroups OfThisProcess() => Read("/");

    /// <summary>The limits that the files below a folder tell of.</summary>
    /// <param name="root">The root of the file system; another folder in tests.</param>
    internal static ControlGroups Read(string root)
    {
        try
        {
            var groups = File.ReadAllLines(Path.Combine(root, "proc/self/cgroup"));
            var mounts = File.ReadAllLines(Path.Combine(root, "proc/self/mountinfo")).Select(ControlGroupMount.Parse).OfType<ControlGroupMount>().ToList();
            var folders = groups.SelectMany(line => Folders(line, mounts, root)).ToList();
            return new ControlGroups(
                Least(folders.Select(Quota)),
                Least(folders.Select(folder => Number(folder, "memory.max") ?? Number(folder, "memory.limit_in_bytes"))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ControlGroups(Processors: null, Memory: null);
        }
    }

    /// <summary>The folders of a group and of all above it, from a line such as <c>4:memory:/a/b</c>, or <c>0::/a/b</c> in version 2.</summary>
    private static IEnumerable<string> Folders(string line, List<ControlGroupMount> mounts, string root)
    {
        var parts = line.Split(':', 3);
        var mount = parts.Length < 3 ? null : mounts.Find(one => one.Serves(parts[1]));
        if (mount is null)
        {
            yield break;
        }

        var group = mount.Below(parts[2]);
        while (true)
        {
            yield return Path.Combine(root, mount.Folder.TrimStart('/'), group);
            if (group.Length == 0)
            {
                yield break;
            }

            group = Path.GetDirectoryName(group) ?? "";
        }
    }

    private static double? Quota(string folder)
    {
        if (Text(folder, "cpu.max")?.Split(' ') is [var most, var each])
        {
            return Divide(most, each);
        }

        return Text(folder, "cpu.cfs_quota_us") is { } quota && Text(folder, "cpu.cfs_period_us") is { } period ? Divide(quota, period) : null;
    }

    private static double? Divide(string quota, string period) =>
        double.TryParse(quota, NumberStyles.Float, CultureInfo.InvariantCulture, out var most)
        && double.TryParse(period, NumberStyles.Float, CultureInfo.InvariantCulture, out var each)
        && most > 0 && each > 0
            ? most / each
            : null;

    private static long? Number(string folder, string file) =>
        long.TryParse(Text(folder, file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < NoLimit ? number : null;

    private static string? Text(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static T? Least<T>(IEnumerable<T?> limits)
        where T : struct => limits.Where(limit => limit is not null).Min();
}
