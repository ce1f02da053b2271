using System.Buffers.Binary;
using System.IO.Compression;

namespace DropoutSweep.Training.Data.Idx;

/// <summary>The unpacked content of a file, read once from front to end, that knows what to say when it ends or breaks.</summary>
internal sealed class IdxContent : IDisposable
{
    // Deflate shrinks by 1032 at most (a match of 258 bytes in 2 bits), so a claim beyond that is refused before memory is taken.
    private const long GreatestRatio = 1032;
    private const int ReadBytes = 1 << 20;

    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly bool _gzipped;
    private readonly CancellationToken _cancellationToken;
    private long _position;
    private long _claimedFrom;
    private long _claimed;
    private string _claim = "";

    private IdxContent(FileStream file, bool gzipped, CancellationToken cancellationToken)
    {
        _file = file;
        _gzipped = gzipped;
        _content = gzipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        _cancellationToken = cancellationToken;
    }

    public static IdxContent Open(string path, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, "a readable file", exception.Message.TrimEnd('.'), exception);
        }

        var first = file.ReadByte();
        var gzipped = first == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new IdxContent(file, gzipped, cancellationToken);
    }

    public DataFormatException Error(long offset, string expected, string found, Exception? inner = null) =>
        new(_file.Name, offset, expected, _gzipped ? $"{found} (unpacked content)" : found, inner);

    /// <summary>Reads until the buffer is full or the content ends; returns how much.</summary>
    public int Read(Span<byte> buffer)
    {
        var got = 0;
        while (got < buffer.Length)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var piece = buffer.Slice(got, Math.Min(ReadBytes, buffer.Length - got));
            int read;
            try
            {
                read = _content.Read(piece);
            }
            catch (InvalidDataException exception)
            {
                throw Error(_position, "intact gzip data", exception.Message.TrimEnd('.'), exception);
            }
            catch (IOException exception)
            {
                throw Error(_position, "a readable file", exception.Message.TrimEnd('.'), exception);
            }

            if (read == 0)
            {
                break;
            }

            got += read;
            _position += read;
        }

        return got;
    }

    /// <summary>Says what the rest of the content is to be, before memory is taken for it.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="what">What they are, for errors.</param>
    public void Claim(long bytes, string what)
    {
        (_claimedFrom, _claimed, _claim) = (_position, bytes, what);
        var most = _gzipped ? (_file.Length * GreatestRatio) - _position : _file.Length - _position;
        if (bytes > most || bytes > Array.MaxLength)
        {
            throw Error(_position, $"{bytes} bytes ({what})", bytes > most ? $"at most {most} in a file of {_file.Length}" : "more than fits in memory");
        }
    }

    /// <summary>Reads the next part of what was claimed.</summary>
    public void ReadClaimed(Span<byte> part)
    {
        if (Read(part) < part.Length)
        {
            throw Error(_position, $"{_claimed} bytes ({_claim})", $"the end of the file after {_position - _claimedFrom}");
        }
    }

    /// <summary>Checks that the content ends where what was claimed does.</summary>
    public void EndClaim()
    {
        var end = _position;
        Span<byte> one = stackalloc byte[1];
        if (Read(one) != 0)
        {
            throw Error(end, $"the end of the file after {_claim}", "further bytes");
        }

        CheckTrailer(end);
    }

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    // The reader of gzip stops quietly at bytes that are no gzip, and at a missing trailer; the trailer's last four
    // bytes are the unpacked length (RFC 1952, ISIZE), so both show here.
    private void CheckTrailer(long length)
    {
        if (!_gzipped)
        {
            return;
        }

        Span<byte> trailer = stackalloc byte[4];
        _file.Position = _file.Length - trailer.Length;
        _file.ReadExactly(trailer);
        var said = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (said != (uint)length)
        {
            throw new DataFormatException(_file.Name, _file.Length - trailer.Length, $"the gzip trailer's length {length} as the file's last 4 bytes", $"{said}: the file is cut short or goes on after its end");
        }
    }
}
