using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Randomness;

/// <summary>Random orders.</summary>
public static class Permutation
{
    // Items whose places are drawn at a time.
    private const int Together = 256;

    /// <summary>Fills <paramref name="order"/> with 0 … length − 1 in random order (Fisher and Yates, Durstenfeld's form).</summary>
    public static void Fill(Span<int> order, RandomSequence stream)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffle(order, stream);
    }

    // Called once an epoch for tens of thousands of items: compiled as it will stay, and with its words drawn many at a time.
    /// <summary>Puts <paramref name="items"/> in random order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shuffle(Span<int> items, RandomSequence stream)
    {
        Span<uint> words = stackalloc uint[2 * Together];
        var drawn = 0;
        for (var i = items.Length - 1; i > 0; i--)
        {
            if (drawn == 0)
            {
                drawn = Math.Min(Together, i);
                words = words[..(2 * drawn)];
                stream.Fill(words);
            }

            var at = words.Length - (2 * drawn--);
            var j = RandomSequence.ToInt32(words[at], words[at + 1], i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
