namespace DropoutSweep.Storage.Tests;

/// <summary>Which store an address names.</summary>
public sealed class SweepStoresTests
{
    [Theory]
    [InlineData("mysql://user@host/db")]
    [InlineData("postgress://user@host/db")]
    [InlineData("http://127.0.0.1:5380")]
    public void Create_OfAServerThatIsNotKnown_IsRefused(string address)
    {
        var error = Assert.Throws<ArgumentException>(() => SweepStores.Create(address, TimeProvider.System));

        Assert.StartsWith($"No store's address begins with '{address[..(address.IndexOf("://", StringComparison.Ordinal) + 3)]}'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweeps.db")]
    [InlineData("sqlite:sweeps.db")]
    [InlineData("SQLITE:/tmp/a:b/sweeps.db")]
    public async Task Create_OfAPath_IsSqlite(string address)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        Assert.Equal("sqlite", store.Description.Kind);
    }
}
