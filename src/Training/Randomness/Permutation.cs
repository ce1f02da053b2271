namespace DropoutSweep.Training.Randomness;

/// <summary>Random orders.</summary>
public static class Permutation
{
    /// <summary>Fills <paramref name="order"/> with 0 … length − 1 in random order (Fisher and Yates, Durstenfeld's form).</summary>
    public static void Fill(Span<int> order, RandomSequence stream)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffle(order, stream);
    }

    /// <summary>Puts <paramref name="items"/> in random order.</summary>
    public static void Shuffle(Span<int> items, RandomSequence stream)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = stream.NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
