namespace DropoutSweep.Training.Data;

/// <summary>A data file, or the folder that should hold it, is not what it must be.</summary>
public sealed class DataFormatException : DatasetException
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="file">The file or folder.</param>
    /// <param name="offset">Byte offset in its content (after unpacking, when it is gzipped); null when no byte is to blame.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="inner">What led to it.</param>
    public DataFormatException(string file, long? offset, string expected, string found, Exception? inner = null)
        : base(offset is { } at ? $"{file}, byte {at}: expected {expected}, found {found}." : $"{file}: expected {expected}, found {found}.", inner)
    {
        File = file;
        Offset = offset;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file or folder.</summary>
    public string File { get; }

    /// <summary>Byte offset in the file's content, after unpacking when it is gzipped; null when no byte is to blame.</summary>
    public long? Offset { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }
}
