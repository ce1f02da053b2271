using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Makes <see cref="PixelLists"/> of samples that come part by part. How much room their entries will take is guessed from
/// those that have come: a new array is mostly memory that has never been touched, and copying into it doubles the cost.
/// </summary>
/// <param name="samples">Samples that will come, all together.</param>
/// <param name="features">Inputs of a sample, at most <see cref="PixelLists.MostFeatures"/>.</param>
internal sealed unsafe class PixelListsBuilder(int samples, int features)
{
    // A thousand digits of MNIST have a hundredth more or less than all of them.
    private const double Spare = 1.03;

    private readonly int _blocks = SparseBatch.BlocksOf(features);
    private readonly int[] _starts = GC.AllocateUninitializedArray<int>(samples + 1, pinned: true);
    private readonly byte[] _inBlocks = GC.AllocateUninitializedArray<byte>(samples * SparseBatch.BlocksOf(features), pinned: true);
    private uint[] _entries = [];
    private int _samples;
    private int _end;

    /// <summary>Adds samples.</summary>
    /// <param name="pixels">[samples × features].</param>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        var starts = _starts.AsSpan(_samples, pixels.Length / features);
        PixelLister.Count(pixels, starts);
        var (first, end) = (_end, _end);
        foreach (ref var start in starts)
        {
            (start, end) = (end, checked(end + start));
        }

        MakeRoom(_samples + starts.Length, end);
        PixelLister.List(
            pixels,
            features,
            (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries)) + first,
            (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_inBlocks)) + ((nint)_samples * _blocks));
        (_samples, _end) = (_samples + starts.Length, end);
    }

    /// <summary>The lists, once all samples have come.</summary>
    public PixelLists Build()
    {
        if (_samples != samples)
        {
            throw new InvalidOperationException($"{_samples} of {samples} samples have come.");
        }

        _starts[samples] = _end;
        if (_entries.Length - Room(_end) > _end / 8)
        {
            Resize(Room(_end));
        }

        return new PixelLists(features, _starts, _inBlocks, _entries);
    }

    /// <summary>Length of an array for so many entries: lists are read as whole vectors, the last one may reach past its end.</summary>
    private static int Room(long entries) => checked((int)(entries + PixelLists.Lanes));

    private void MakeRoom(int come, int end)
    {
        if (Room(end) <= _entries.Length)
        {
            return;
        }

        // Samples that are fuller the later they come shall not have them copied each time.
        var guess = end + (end / (double)come * (samples - come) * Spare);
        var most = (long)samples * features;
        Resize(Room((long)Math.Min(come == samples ? end : Math.Max(guess, 1.25 * _end), Math.Min(most, Array.MaxLength - PixelLists.Lanes))));
    }

    private void Resize(int length)
    {
        var entries = GC.AllocateUninitializedArray<uint>(length, pinned: true);
        HugePages.Ask(MemoryMarshal.AsBytes(entries.AsSpan(0, Math.Min(length, int.MaxValue / sizeof(uint)))));
        _entries.AsSpan(0, _end).CopyTo(entries);
        _entries = entries;
    }
}
