namespace DropoutSweep.Silo.Slots;

/// <summary>
/// A silo's slots: threads of its own, each for one trial at a time. Training never runs on the pool's threads, where
/// minutes of computing would starve the API.
/// </summary>
public sealed class SlotPool : IDisposable
{
    private readonly Slot[] _slots;
    private readonly Lock _lock = new();
    private readonly SortedSet<int> _free = [];
    private readonly Action _freed;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">Slots, at least 0.</param>
    /// <param name="freed">Called from a slot's thread whenever a slot has become free; quick.</param>
    public SlotPool(int count, Action freed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _freed = freed;
        _slots = new Slot[count];
        for (var number = 0; number < count; number++)
        {
            _slots[number] = new Slot(number, Free);
            _free.Add(number);
        }
    }

    /// <summary>Slots.</summary>
    public int Count => _slots.Length;

    /// <summary>The free slots, by number.</summary>
    public IReadOnlyList<int> FreeSlots
    {
        get
        {
            lock (_lock)
            {
                return [.. _free];
            }
        }
    }

    /// <summary>Gives work to a free slot.</summary>
    /// <param name="slot">The slot; must be free.</param>
    /// <param name="work">What it does; throws nothing.</param>
    public void Start(int slot, Action work)
    {
        lock (_lock)
        {
            if (!_free.Remove(slot))
            {
                throw new InvalidOperationException($"Slot {slot} is not free.");
            }
        }

        _slots[slot].Start(work);
    }

    /// <summary>Ends the threads of free slots now, those of busy ones after their work.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Dispose();
        }
    }

    private void Free(int slot)
    {
        lock (_lock)
        {
            _free.Add(slot);
        }

        _freed();
    }
}
