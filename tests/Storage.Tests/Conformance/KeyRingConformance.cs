using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IKeyRing"/>, line by line.</summary>
public abstract class KeyRingConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task AddKey_IsReadInOrderByAnyStore()
    {
        Assert.Empty(await Store.ReadKeysAsync(Token));
        await Store.AddKeyAsync("b", "<key id=\"1\"/>", Token);
        await Store.AddKeyAsync("a", "<key id=\"2\"/>", Token);

        await using var other = await Source.OpenAsync();
        Assert.Equal(["<key id=\"1\"/>", "<key id=\"2\"/>"], await other.ReadKeysAsync(Token));
    }

    [Fact]
    public async Task AddKey_KnownName_TheFirstStays()
    {
        await Store.AddKeyAsync("a", "old", Token);
        await Store.AddKeyAsync("b", "other", Token);
        await Store.AddKeyAsync("a", "new", Token);

        Assert.Equal(["old", "other"], await Store.ReadKeysAsync(Token));
    }
}
