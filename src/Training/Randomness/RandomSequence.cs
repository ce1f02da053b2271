using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Randomness;

/// <summary>
/// The random numbers of one (seed, purpose, layer, step), read one after another: Philox blocks from 0 on. Two streams
/// with equal keys give equal numbers, whatever else was drawn before or beside them.
/// </summary>
public struct RandomSequence
{
    private const int WordsOfBlock = 4;

    private readonly StreamKey _key;
    private uint _block;
    private int _left;
    private uint _r1;
    private uint _r2;
    private uint _r3;

    /// <summary>A stream at its beginning.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="layer">The layer, 0 to 65,535, where it matters.</param>
    /// <param name="step">The step, epoch or item, where it matters.</param>
    public RandomSequence(ulong seed, Purpose purpose, int layer = 0, long step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, ushort.MaxValue);
        _key = new StreamKey(seed, purpose, layer, step);
    }

    /// <summary>The next 32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint NextUInt32()
    {
        switch (_left)
        {
            case 3:
                _left = 2;
                return _r1;
            case 2:
                _left = 1;
                return _r2;
            case 1:
                _left = 0;
                return _r3;
            default:
                (var first, _r1, _r2, _r3) = _key.Block(_block++);
                _left = 3;
                return first;
        }
    }

    /// <summary>The next numbers of 32 random bits: the same as from so many calls of <see cref="NextUInt32"/>, sooner.</summary>
    /// <param name="words">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<uint> words)
    {
        var at = 0;
        while (at < words.Length && _left > 0)
        {
            words[at++] = NextUInt32();
        }

        var blocks = KernelSet.Best.FillWords(_key, _block, words[at..]);
        _block += blocks;
        at += WordsOfBlock * (int)blocks;
        for (; at + WordsOfBlock <= words.Length; at += WordsOfBlock)
        {
            (words[at], words[at + 1], words[at + 2], words[at + 3]) = _key.Block(_block++);
        }

        while (at < words.Length)
        {
            words[at++] = NextUInt32();
        }
    }

    /// <summary>The next number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble()
    {
        var high = NextUInt32();
        return ToDouble(high, NextUInt32());
    }

    /// <summary>What <see cref="NextDouble"/> makes of two numbers of 32 bits.</summary>
    internal static double ToDouble(uint high, uint low) => (((ulong)high << 21) | (low >> 11)) * (1.0 / (1L << 53));

    /// <summary>The next integer in [0, <paramref name="bound"/>), by multiply and shift (bias below 2^-32).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var high = NextUInt32();
        return ToInt32(high, NextUInt32(), bound);
    }

    /// <summary>What <see cref="NextInt32"/> makes of two numbers of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ToInt32(uint high, uint low, int bound) => (int)Math.BigMul(((ulong)high << 32) | low, (ulong)bound, out _);

    /// <summary>The next number from the standard normal distribution (Box and Muller 1958, one of the pair).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * DeterministicMath.Log(1 - NextDouble()));
        return radius * DeterministicMath.Cos(2 * Math.PI * NextDouble());
    }
}
