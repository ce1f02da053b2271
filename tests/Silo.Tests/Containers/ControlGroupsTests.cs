using DropoutSweep.Silo.Containers;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Containers;

/// <summary>Files as Linux shows them, laid out in a folder. Real limits of real processes are tested in tests/Operations.</summary>
public sealed class ControlGroupsTests : IDisposable
{
    private const string Version2 = "30 23 0:26 / /sys/fs/cgroup ro,nosuid shared:4 - cgroup2 cgroup rw,nsdelegate";
    private const string Cpu1 = "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct";
    private const string Memory1 = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("150000 100000", 1.5)]
    [InlineData("200000 50000", 4.0)]
    [InlineData("max 100000", null)]
    public void Read_Version2InAContainer(string quota, double? expected)
    {
        Write("proc/self/cgroup", "0::/");
        Write("proc/self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda rw\n" + Version2);
        Write("sys/fs/cgroup/cpu.max", quota);
        Write("sys/fs/cgroup/memory.max", "268435456");

        Assert.Equal(new ControlGroups(expected, 268_435_456), ControlGroups.Read(_folder.Root));
    }

    [Fact]
    public void Read_Version2WithLimitsAbove_TakesTheLeast()
    {
        Write("proc/self/cgroup", "0::/kubepods/pod/container");
        Write("proc/self/mountinfo", Version2);
        Write("sys/fs/cgroup/kubepods/pod/container/cpu.max", "400000 100000");
        Write("sys/fs/cgroup/kubepods/pod/container/memory.max", "max");
        Write("sys/fs/cgroup/kubepods/pod/cpu.max", "300000 100000");
        Write("sys/fs/cgroup/kubepods/memory.max", "1000000");

        Assert.Equal(new ControlGroups(3, 1_000_000), ControlGroups.Read(_folder.Root));
    }

    [Fact]
    public void Read_Version1()
    {
        Write("proc/self/cgroup", "4:memory:/docker/a\n1:cpu,cpuacct:/docker/a\n0::/");
        Write("proc/self/mountinfo", $"{Cpu1}\n{Memory1}\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        Write("sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_quota_us", "250000");
        Write("sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_period_us", "100000");
        Write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1");
        Write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
        Write("sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes", "1048576");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");

        Assert.Equal(new ControlGroups(2.5, 1_048_576), ControlGroups.Read(_folder.Root));
    }

    [Fact]
    public void Read_Version1InAContainer_TakesThePathBelowItsMount()
    {
        Write("proc/self/cgroup", "4:memory:/docker/a");
        Write("proc/self/mountinfo", Memory1.Replace(" / /sys", " /docker/a /sys", StringComparison.Ordinal));
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1048576");

        Assert.Equal(1_048_576, ControlGroups.Read(_folder.Root).Memory);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0::/elsewhere")]
    public void Read_NothingThatCanBeRead_IsNoLimit(string groups)
    {
        Assert.Equal(new ControlGroups(null, null), ControlGroups.Read(_folder.Root));
        Write("proc/self/cgroup", groups);
        Write("proc/self/mountinfo", "nonsense\n" + Version2);
        Write("sys/fs/cgroup/cpu.max", "many few");

        Assert.Equal(new ControlGroups(null, null), ControlGroups.Read(_folder.Root));
    }

    [Theory]
    [InlineData(0.2, 1, 1)]
    [InlineData(1.0, 1, 1)]
    [InlineData(1.9, 2, 1)]
    [InlineData(2.5, 3, 2)]
    [InlineData(8.0, 4, 4)]
    [InlineData(null, 4, 4)]
    public void Slots_OfALimit_AreWholeProcessors(double? limit, int runtime, int expected) => Assert.Equal(expected, ContainerLimits.Slots(limit, runtime));

    private void Write(string path, string text)
    {
        var file = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text + "\n");
    }
}
