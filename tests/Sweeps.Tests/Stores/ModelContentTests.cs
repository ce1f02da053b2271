using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Stores;

/// <summary>A model's file that is made when a store keeps it.</summary>
public sealed class ModelContentTests
{
    [Fact]
    public void Bytes_AreMadeOnceAndOnlyWhenAskedFor()
    {
        var made = 0;
        var content = new ModelContent(10, () => new byte[] { (byte)++made, 2 });

        Assert.Equal((10, 0), (content.Size, made));
        Assert.Equal([1, 2], content.Bytes.ToArray());
        Assert.Equal([1, 2], content.Bytes.ToArray());
        Assert.Equal(1, made);
    }

    /// <summary>Memory may have come back by the time a write is tried again.</summary>
    [Fact]
    public void Bytes_ThatCouldNotBeMade_AreTriedAgain()
    {
        var tries = 0;
        var content = new ModelContent(1, () => ++tries > 1 ? new byte[] { 7 } : throw new InvalidOperationException("full"));

        Assert.Throws<InvalidOperationException>(() => content.Bytes);
        Assert.Equal([7], content.Bytes.ToArray());
    }

    [Fact]
    public void Size_OfAFileThatIsThere_IsItsOwn() => Assert.Equal(3, new ModelContent(new byte[3]).Size);
}
