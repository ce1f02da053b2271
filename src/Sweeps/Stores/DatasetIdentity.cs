namespace DropoutSweep.Sweeps.Stores;

/// <summary>The data that a sweep is trained on.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Fingerprint">SHA-256 of its content, 64 hex digits.</param>
public sealed record DatasetIdentity(string Name, string Fingerprint);
