namespace DropoutSweep.Bench.Sweeps.Stores;

/// <summary>A store to measure on.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Address">Its address.</param>
internal sealed record BenchStore(string Name, string Address);
