using System.Text;
using DropoutSweep.Client.Interaction;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// Replaces files whole: written under a temporary name in the same folder, flushed to the disk, then renamed.
/// Whoever reads sees the old file or the new one, also after a kill.
/// </summary>
internal static class AtomicFile
{
    private const int BufferSize = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Replaces a file by what <paramref name="write"/> writes; the old one stays when it throws.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + RunFiles.TemporarySuffix;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException)
        {
            TryDelete(temporary);
            throw WriteFailure.Of(path, error);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Replaces a text file by what <paramref name="write"/> writes, bit by bit.</summary>
    public static async Task WriteTextAsync(string path, Func<TextWriter, Task> write)
    {
        var temporary = path + RunFiles.TemporarySuffix;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                using var writer = new StreamWriter(stream, Utf8, BufferSize, leaveOpen: true) { NewLine = "\n" };
                await write(writer).ConfigureAwait(false);
                await writer.FlushAsync().ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException)
        {
            TryDelete(temporary);
            throw WriteFailure.Of(path, error);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Replaces a text file, as UTF-8 without a byte-order mark and with line feeds.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, Utf8, BufferSize, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; a temporary file left behind is replaced by the next write.
        }
    }
}
