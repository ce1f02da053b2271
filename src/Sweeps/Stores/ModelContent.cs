namespace DropoutSweep.Sweeps.Stores;

/// <summary>A model's safetensors file, which may be made when it is first asked for: of most trials no store keeps it. Thread-safe.</summary>
public sealed class ModelContent
{
    private readonly Lazy<ReadOnlyMemory<byte>> _bytes;

    /// <summary>A file that is still to be made.</summary>
    /// <param name="size">About how many bytes it will have.</param>
    /// <param name="write">Makes it, from any thread; called again when it has thrown, and by several who ask at once.</param>
    public ModelContent(long size, Func<ReadOnlyMemory<byte>> write)
    {
        Size = size;
        _bytes = new Lazy<ReadOnlyMemory<byte>>(write, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>A file that is there.</summary>
    public ModelContent(ReadOnlyMemory<byte> bytes)
    {
        Size = bytes.Length;
        _bytes = new Lazy<ReadOnlyMemory<byte>>(bytes);
    }

    /// <summary>About how many bytes it has, made or not.</summary>
    public long Size { get; }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
