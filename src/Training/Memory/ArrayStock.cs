namespace DropoutSweep.Training.Memory;

/// <summary>
/// The arrays of a trainer, for the next one to take over: a small trial spends as long on memory that is touched for the
/// first time as on its first batches. Arrays that nobody uses are the garbage collector's to take whenever it needs them,
/// so a stock holds no memory back. Belongs to one trainer at a time.
/// </summary>
public sealed class ArrayStock
{
    /// <summary>Trainers in a row that may have no use for an array before it is given up.</summary>
    private const int MostIdle = 2;

    private readonly List<Kept> _kept = [];

    /// <summary>Takes the arrays back from a trainer that is done with; its model and its result do not need them.</summary>
    public void TakeBack() => _kept.RemoveAll(static kept => !kept.TakeBack());

    /// <summary>A pinned array; what it holds is anything.</summary>
    /// <param name="stock">Where it may come from; null for a new one.</param>
    /// <param name="length">Its length.</param>
    internal static T[] Take<T>(ArrayStock? stock, int length)
        where T : unmanaged => stock?.Find<T>(length) ?? Keep(stock, GC.AllocateUninitializedArray<T>(length, pinned: true));

    /// <summary>The same, of zeros.</summary>
    internal static T[] TakeCleared<T>(ArrayStock? stock, int length)
        where T : unmanaged
    {
        if (stock?.Find<T>(length) is not { } array)
        {
            return Keep(stock, GC.AllocateArray<T>(length, pinned: true));
        }

        Array.Clear(array);
        return array;
    }

    private static T[] Keep<T>(ArrayStock? stock, T[] array)
    {
        stock?._kept.Add(new Kept(array));
        return array;
    }

    private T[]? Find<T>(int length)
    {
        foreach (var kept in _kept)
        {
            if (kept.Take<T>(length) is { } array)
            {
                return array;
            }
        }

        return null;
    }

    // A pinned array is as old as can be: only a full collection, which memory pressure brings, takes it.
    private sealed class Kept(Array array)
    {
        private readonly WeakReference<Array> _array = new(array);
        private bool _taken = true;
        private int _idle;

        public T[]? Take<T>(int length)
        {
            if (_taken || !_array.TryGetTarget(out var any) || any is not T[] array || array.Length != length)
            {
                return null;
            }

            (_taken, _idle) = (true, 0);
            return array;
        }

        /// <returns>Whether it is worth keeping.</returns>
        public bool TakeBack()
        {
            _idle = _taken ? 0 : _idle + 1;
            _taken = false;
            return _idle < MostIdle && _array.TryGetTarget(out _);
        }
    }
}
