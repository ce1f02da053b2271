using System.Security.Cryptography;

namespace DropoutSweep.Training.Data.Locating;

/// <summary>Whether a file is the one that its data set names.</summary>
internal static class FileSums
{
    /// <summary>Whether size and SHA-256 are as they must be; false also when it cannot be read.</summary>
    public static bool Matches(string path, DatasetFile file)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 17, FileOptions.SequentialScan);
            return stream.Length == file.Bytes
                && string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), file.Sha256, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
