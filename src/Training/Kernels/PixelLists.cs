using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Samples of bytes that are mostly zero, as lists of what is not: made once a data set, so that no batch of any trial has to
/// look for it again. Four bytes an entry, sample after sample. Immutable; safe to read from many threads.
/// </summary>
internal sealed unsafe class PixelLists
{
    /// <summary>Most inputs of a sample: a column has 24 bits beside its pixel's 8.</summary>
    public const int MostFeatures = 1 << (32 - ValueBits);

    /// <summary>Entries that are read at a time.</summary>
    public const int Lanes = 8;

    private const int ValueBits = PixelLister.ValueBits;

    private readonly int[] _starts;
    private readonly byte[] _inBlocks;
    private readonly uint[] _entries;
    private readonly int _features;
    private readonly int _blocks;

    /// <param name="features">Inputs of a sample, at most <see cref="MostFeatures"/>.</param>
    /// <param name="starts">Where each sample's entries start, and the last one's end, [samples + 1]; pinned, as all arrays are.</param>
    /// <param name="inBlocks">Entries of each block of columns, [samples × blocks].</param>
    /// <param name="entries">The entries, and room for <see cref="Lanes"/> more.</param>
    public PixelLists(int features, int[] starts, byte[] inBlocks, uint[] entries)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(features, MostFeatures);
        _features = features;
        _blocks = SparseBatch.BlocksOf(features);
        _starts = starts;
        _inBlocks = inBlocks;
        _entries = entries;
    }

    private uint* Entries => (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries));

    private int* Starts => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_starts));

    private byte* InBlocks => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_inBlocks));

    /// <summary>Bytes that they take.</summary>
    public long Bytes => (sizeof(uint) * (long)_entries.Length) + (sizeof(int) * (long)_starts.Length) + _inBlocks.Length;

    /// <summary>Lists samples.</summary>
    /// <param name="pixels">[samples × features].</param>
    /// <param name="features">Inputs of a sample, at most <see cref="MostFeatures"/>.</param>
    public static PixelLists Create(ReadOnlySpan<byte> pixels, int features)
    {
        var builder = new PixelListsBuilder(pixels.Length / features, features);
        builder.Add(pixels);
        return builder.Build();
    }

    /// <summary>Asks for where a sample's list is, some time before <see cref="Fetch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchStart(int sample)
    {
        CacheLines.Fetch(Starts + sample);
        CacheLines.Fetch(InBlocks + ((nint)sample * _blocks));
    }

    /// <summary>Asks for a sample's list, some time before <see cref="Unpack"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int sample)
    {
        for (uint* entry = Entries + Starts[sample], end = Entries + Starts[sample + 1]; entry < end; entry += CacheLines.Bytes / sizeof(uint))
        {
            CacheLines.Fetch(entry);
        }
    }

    /// <summary>Unpacks a sample's list.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="scale">What each value is multiplied by.</param>
    /// <param name="starts">Takes where each block's entries start.</param>
    /// <param name="start">Entries before these.</param>
    /// <param name="entry">Where the list goes, with <see cref="SparseLister.Overrun"/> entries of room to spare.</param>
    /// <returns>The end of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SparseEntry* Unpack(int sample, float scale, int* starts, int start, SparseEntry* entry)
    {
        var inBlocks = InBlocks + ((nint)sample * _blocks);
        for (var block = 0; block < _blocks; block++)
        {
            starts[block] = start;
            start += inBlocks[block];
        }

        var packed = Entries + Starts[sample];
        var count = Starts[sample + 1] - Starts[sample];
        if (!Avx2.IsSupported)
        {
            for (var i = 0; i < count; i++)
            {
                entry[i].Index = (int)(packed[i] >> ValueBits);
                entry[i].Value = (byte)packed[i] * scale;
            }

            return entry + count;
        }

        var factor = Vector256.Create(scale);
        for (var i = 0; i < count; i += Lanes)
        {
            var entries = Vector256.Load(packed + i);
            var values = Vector256.ConvertToSingle((entries & Vector256.Create((uint)byte.MaxValue)).AsInt32()) * factor;
            SparseLister.Zip((entries >>> ValueBits).AsInt32(), values, entry + i);
        }

        return entry + count;
    }

    /// <summary>Copies a stretch of [samples × features] pixels, zeros and all.</summary>
    public void CopyTo(long start, Span<byte> destination)
    {
        destination.Clear();
        var end = start + destination.Length;
        for (var sample = (int)(start / _features); sample * (long)_features < end; sample++)
        {
            var first = (sample * (long)_features) - start;
            foreach (var entry in _entries.AsSpan(_starts[sample].._starts[sample + 1]))
            {
                var at = first + (entry >> ValueBits);
                if (at >= 0 && at < destination.Length)
                {
                    destination[(int)at] = (byte)entry;
                }
            }
        }
    }

    /// <summary>The columns that are anything but zero in some sample, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[] LiveColumns()
    {
        var seen = new bool[_features];
        foreach (var entry in _entries.AsSpan(.._starts[^1]))
        {
            seen[entry >> ValueBits] = true;
        }

        return [.. Enumerable.Range(0, _features).Where(column => seen[column])];
    }
}
