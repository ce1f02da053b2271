using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Makes <see cref="PixelLists"/> of samples that come part by part. How much room their entries will take is guessed from
/// those that have come: a new array is mostly memory that has never been touched, and copying into it doubles the cost.
/// </summary>
internal sealed unsafe class PixelListsBuilder
{
    // A thousand digits of MNIST have a hundredth more or less than all of them.
    private const double Spare = 1.03;

    private readonly int _expected;
    private readonly long _most;
    private readonly int _features;
    private readonly int _blocks;
    private readonly int[] _starts;
    private readonly byte[] _inBlocks;
    private uint[] _entries = [];
    private int _samples;
    private int _end;

    /// <param name="samples">Samples that will come, all together; at least 0.</param>
    /// <param name="features">Inputs of a sample, 1 to <see cref="PixelLists.MostFeatures"/>.</param>
    /// <param name="most">So many entries at most are reckoned with: whoever makes the lists gives up when there are more.</param>
    public PixelListsBuilder(int samples, int features, long most = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(features, PixelLists.MostFeatures);
        (_expected, _features, _blocks) = (samples, features, SparseBatch.BlocksOf(features));
        _most = Math.Min(Math.Min(most, samples * (long)features), Array.MaxLength - PixelLists.Lanes);
        _starts = GC.AllocateUninitializedArray<int>(samples + 1, pinned: true);
        _inBlocks = GC.AllocateUninitializedArray<byte>(checked(samples * _blocks), pinned: true);
    }

    /// <summary>Inputs of the samples that have come that are not zero.</summary>
    public int Entries => _end;

    /// <summary>Adds samples.</summary>
    /// <param name="pixels">[samples × features].</param>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        var starts = _starts.AsSpan(_samples, pixels.Length / _features);
        PixelLister.Count(pixels, _features, starts);
        var (first, end) = (_end, _end);
        foreach (ref var start in starts)
        {
            (start, end) = (end, checked(end + start));
        }

        MakeRoom(_samples + starts.Length, end);
        PixelLister.List(
            pixels,
            _features,
            (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries)) + first,
            (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_inBlocks)) + ((nint)_samples * _blocks));
        (_samples, _end) = (_samples + starts.Length, end);
    }

    /// <summary>The lists, once all samples have come.</summary>
    public PixelLists Build()
    {
        if (_samples != _expected)
        {
            throw new InvalidOperationException($"{_samples} of {_expected} samples have come.");
        }

        if (_entries.Length - Room(_end) > _end / 8)
        {
            Resize(Room(_end));
        }

        return Lists();
    }

    /// <summary>Unpacks the samples that have come.</summary>
    /// <param name="pixels">Takes them, [samples × features].</param>
    public void CopyTo(Span<byte> pixels) => Lists().CopyTo(0, pixels[..checked(_samples * _features)]);

    /// <summary>Length of an array for so many entries: lists are read as whole vectors, the last one may reach past its end.</summary>
    private static int Room(long entries) => checked((int)(entries + PixelLists.Lanes));

    private PixelLists Lists()
    {
        _starts[_samples] = _end;
        return new PixelLists(_features, _starts, _inBlocks, _entries);
    }

    private void MakeRoom(int come, int end)
    {
        if (Room(end) <= _entries.Length)
        {
            return;
        }

        // Samples that are fuller the later they come shall not have them copied each time.
        var guess = come == 0 ? 0 : end + (end / (double)come * (_expected - come) * Spare);
        Resize(Room((long)Math.Max(end, Math.Min(come == _expected ? end : Math.Max(guess, 1.25 * _end), _most))));
    }

    private void Resize(int length)
    {
        var entries = GC.AllocateUninitializedArray<uint>(length, pinned: true);
        HugePages.Ask(MemoryMarshal.AsBytes(entries.AsSpan(0, Math.Min(length, int.MaxValue / sizeof(uint)))));
        _entries.AsSpan(0, _end).CopyTo(entries);
        _entries = entries;
    }
}
