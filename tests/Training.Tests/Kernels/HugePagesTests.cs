using DropoutSweep.Training.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>A wish for larger pages: memory is the same afterwards, whatever the system makes of it.</summary>
public sealed class HugePagesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4 << 20)]
    [InlineData((8 << 20) + 12345)]
    public void Ask_LeavesContentAsItIs(int bytes)
    {
        var memory = new byte[bytes];
        for (var i = 0; i < bytes; i++)
        {
            memory[i] = (byte)(i % 251);
        }

        HugePages.Ask(memory);

        Assert.Equal(-1, Enumerable.Range(0, bytes).FirstOrDefault(i => memory[i] != (byte)(i % 251), -1));
    }
}
