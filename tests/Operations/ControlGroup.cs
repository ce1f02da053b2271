using System.Globalization;
using Xunit;

namespace DropoutSweep.Operations;

/// <summary>A control group of the kernel's own, for the processes of one test; version 1 or 2, whichever this machine has.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private readonly List<string> _folders = [];

    private ControlGroup(double processors, long memory)
    {
        const int Period = 100_000;
        var name = $"dropoutsweep-test-{Guid.NewGuid():N}";
        var quota = ((int)(processors * Period)).ToString(CultureInfo.InvariantCulture);
        var bytes = memory.ToString(CultureInfo.InvariantCulture);
        if (File.Exists($"{Root}/cgroup.controllers"))
        {
            File.WriteAllText($"{Root}/cgroup.subtree_control", "+cpu +memory");
            Make($"{Root}/{name}", ("cpu.max", $"{quota} {Period}"), ("memory.max", bytes));
        }
        else
        {
            Make($"{Root}/cpu/{name}", ("cpu.cfs_period_us", $"{Period}"), ("cpu.cfs_quota_us", quota));
            Make($"{Root}/memory/{name}", ("memory.limit_in_bytes", bytes));
        }
    }

    /// <summary>A command that puts itself into the group and then becomes what its arguments say.</summary>
    public IReadOnlyList<string> Before => ["/bin/sh", "-c", string.Concat(_folders.Select(folder => $"echo $$ > {folder}/cgroup.procs && ")) + "exec \"$0\" \"$@\""];

    /// <summary>Makes a group, or skips the test where that is not allowed.</summary>
    public static ControlGroup Create(double processors, long memory)
    {
        try
        {
            return new ControlGroup(processors, memory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"This machine lets no control groups be made: {error.Message}");
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var folder in _folders)
        {
            // The kernel's folders are removed while they "hold" files. A process that has just ended may still be counted.
            for (var tries = 0; Directory.Exists(folder) && tries < 100; tries++)
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException)
                {
                    Thread.Sleep(10);
                }
            }
        }
    }

    private void Make(string folder, params (string File, string Text)[] limits)
    {
        Directory.CreateDirectory(folder);
        _folders.Add(folder);
        foreach (var (file, text) in limits)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }
    }
}
