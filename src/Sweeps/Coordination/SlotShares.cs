namespace DropoutSweep.Sweeps.Coordination;

/// <summary>Spreads trials over silos, by their free slots.</summary>
public static class SlotShares
{
    /// <summary>One trial after the other to the silo that then has the most free slots; among equals to the first.</summary>
    /// <param name="trials">Trials to spread, at least 0.</param>
    /// <param name="free">Free slots of each silo, each at least 0.</param>
    /// <returns>Trials for each silo, never more than its free slots.</returns>
    public static IReadOnlyList<int> Of(int trials, IReadOnlyList<int> free)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentNullException.ThrowIfNull(free);
        var shares = new int[free.Count];
        var queue = new PriorityQueue<int, (int Taken, int Silo)>();
        for (var silo = 0; silo < free.Count; silo++)
        {
            queue.Enqueue(silo, (-free[silo], silo));
        }

        while (trials > 0 && queue.TryDequeue(out var silo, out _) && free[silo] > shares[silo])
        {
            shares[silo]++;
            trials--;
            queue.Enqueue(silo, (shares[silo] - free[silo], silo));
        }

        return shares;
    }
}
