namespace DropoutSweep.Storage.Tests;

public sealed class SweepStoresTests
{
    [Theory]
    [InlineData("postgres://me:secret@db:5433/sweeps?sslmode=require", "postgresql", "db:5433/sweeps")]
    [InlineData("postgresql://me@db", "postgresql", "db:5432/me")]
    [InlineData("Host=db;Username=me;Password=secret;Database=x", "postgresql", "db:5432/x")]
    [InlineData("/data/sweeps.db", "sqlite", "/data/sweeps.db")]
    [InlineData("sqlite:/data/sweeps.db", "sqlite", "/data/sweeps.db")]
    public async Task Create_ByItsAddress(string address, string kind, string shown)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        Assert.Equal((kind, shown), (store.Description.Kind, store.Description.Address));
    }

    [Fact]
    public void DefaultAddress_IsInTheUsersDataFolder()
    {
        Assert.Equal("/x/dropoutsweep/sweeps.db", SweepStores.DefaultAddress(name => string.Equals(name, "XDG_DATA_HOME", StringComparison.Ordinal) ? "/x" : null));
        Assert.EndsWith(Path.Combine("dropoutsweep", "sweeps.db"), SweepStores.DefaultAddress(_ => null), StringComparison.Ordinal);
    }
}
