namespace DropoutSweep.Client.Runs;

/// <summary>Reads a file line by line as bytes, telling where each line stands.</summary>
internal sealed class JournalLineReader(string path) : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    private byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private long _offset;

    /// <summary>The next line, or null at the end.</summary>
    public JournalLine? Next()
    {
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Take(searched + feed, whole: true);
            }

            searched = _end - _start;
            if (!Fill())
            {
                return searched == 0 ? null : Take(searched, whole: false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private JournalLine Take(int length, bool whole)
    {
        var total = whole ? length + 1 : length;
        var line = new JournalLine(_buffer.AsMemory(_start, length), new JournalPlace(_offset, total), whole);
        _start += total;
        _offset += total;
        return line;
    }

    /// <summary>Reads on behind what is buffered, keeping an unfinished line; false at the end of the file.</summary>
    private bool Fill()
    {
        var kept = _end - _start;
        var target = kept * 2 > _buffer.Length ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        _buffer = target;
        _start = 0;
        _end = kept;
        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
