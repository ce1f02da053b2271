using System.Security.Cryptography;
using System.Text.Json;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// The ended trials of a run in an append-only file, a line each: the first 16 hex digits of the SHA-256 of
/// the text, a space, the text (JSON, which holds no line feed). A line that a kill cut short, or that was
/// damaged since, does not match its checksum and is left out: its trial is simply run again, to the same
/// bits. Appending is for one thread at a time; reading back may go on beside it.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int ChecksumLength = 16;
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens a journal, or begins one, and reads what it holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Called for every whole entry, in the order of writing, with the place to read it from again.</param>
    /// <param name="dropped">Number of lines that were damaged or cut short, and are gone now.</param>
    public static Journal Open(string path, Action<JournalEntry, JournalPlace> read, out int dropped)
    {
        var good = new List<(JournalEntry Entry, JournalPlace Place)>();
        dropped = 0;
        if (File.Exists(path))
        {
            using (var reader = new JournalLineReader(path))
            {
                while (reader.Next() is { } line)
                {
                    if (line.Whole && Parse(line.Bytes.Span) is { } entry)
                    {
                        // The epochs are the bulk of an entry; all but the last are read from its place when needed.
                        good.Add((entry with { Epochs = [.. (entry.Epochs ?? []).TakeLast(1)] }, line.Place));
                    }
                    else
                    {
                        dropped++;
                    }
                }
            }

            if (dropped > 0)
            {
                Keep(path, good.ConvertAll(line => line.Place));
                Open(path, read, out _).Dispose();
            }
            else
            {
                good.ForEach(line => read(line.Entry, line.Place));
            }
        }

        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
        return new Journal(file);
    }

    /// <summary>Appends an entry and returns once it is on the disk.</summary>
    public JournalPlace Append(JournalEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, RunJson.Default.JournalEntry);
        var line = new byte[ChecksumLength + 1 + json.Length + 1];
        Checksum(json, line);
        line[ChecksumLength] = (byte)' ';
        json.CopyTo(line, ChecksumLength + 1);
        line[^1] = (byte)'\n';
        var place = new JournalPlace(_file.Length, line.Length);
        try
        {
            _file.Position = place.Offset;
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // What was written of the line would stand before the next one.
            _file.SetLength(place.Offset);
            throw;
        }

        return place;
    }

    /// <summary>Reads an entry again.</summary>
    /// <exception cref="InvalidDataException">What stands there was damaged since it was written.</exception>
    public JournalEntry Read(JournalPlace place)
    {
        var line = new byte[place.Length];
        var read = RandomAccess.Read(_file.SafeFileHandle, line, place.Offset);
        return (read == line.Length ? Parse(line.AsSpan(..^1)) : null)
            ?? throw new InvalidDataException($"{_file.Name} was damaged at offset {place.Offset} while in use.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Checksum(ReadOnlySpan<byte> json, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        Convert.TryToHexStringLower(hash[..(ChecksumLength / 2)], destination, out _);
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumLength || line[ChecksumLength] != (byte)' ')
        {
            return null;
        }

        var json = line[(ChecksumLength + 1)..];
        Span<byte> expected = stackalloc byte[ChecksumLength];
        Checksum(json, expected);
        return line[..ChecksumLength].SequenceEqual(expected)
            ? JsonSerializer.Deserialize(json, RunJson.Default.JournalEntry)
            : null;
    }

    private static void Keep(string path, IReadOnlyList<JournalPlace> places)
    {
        using var source = File.OpenHandle(path);
        AtomicFile.Write(path, stream =>
        {
            foreach (var place in places)
            {
                var line = new byte[place.Length];
                RandomAccess.Read(source, line, place.Offset);
                stream.Write(line);
            }
        });
    }
}
