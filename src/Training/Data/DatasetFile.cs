namespace DropoutSweep.Training.Data;

/// <summary>A file that a data set is made of, as its mirrors hold it.</summary>
/// <param name="Name">File name, the last part of its address.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 (64 lower-case hex digits).</param>
public sealed record DatasetFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The name of the unpacked file, which is taken as well when it is found.</summary>
    public string PlainName => Name.EndsWith(".gz", StringComparison.Ordinal) ? Name[..^3] : Name;
}
