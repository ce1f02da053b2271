namespace DropoutSweep.Training.Kernels;

/// <summary>
/// The vector operations that kernels are written in, once for all widths. A kernel takes an implementation as
/// a struct type argument, so that each width gets code of its own with every call inlined.
/// All operations work lane by lane and round as IEEE 754 says: a lane's result does not depend on the width.
/// </summary>
/// <typeparam name="TF">Vector of floats.</typeparam>
/// <typeparam name="TU">Vector of as many 32-bit unsigned integers.</typeparam>
internal unsafe interface ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    /// <summary>Lanes of a vector: 4, 8 or 16.</summary>
    static abstract int Lanes { get; }

    /// <summary>Most vectors of a tile's row: what the registers hold beside six rows of them.</summary>
    static abstract int TileVectors { get; }

    static abstract TF Load(float* source);

    static abstract void Store(float* destination, TF value);

    static abstract TF Broadcast(float value);

    static abstract TF Add(TF left, TF right);

    static abstract TF Subtract(TF left, TF right);

    static abstract TF Multiply(TF left, TF right);

    static abstract TF Divide(TF left, TF right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TF Fma(TF left, TF right, TF addend);

    static abstract TF Sqrt(TF value);

    static abstract TF Min(TF left, TF right);

    static abstract TF Max(TF left, TF right);

    static abstract TF Abs(TF value);

    /// <summary>All bits set where left &gt; right, else none (none on NaN).</summary>
    static abstract TF GreaterThan(TF left, TF right);

    /// <summary>Bits of <paramref name="yes"/> where the mask's are set, else of <paramref name="no"/>.</summary>
    static abstract TF Select(TF mask, TF yes, TF no);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract TF Round(TF value);

    static abstract TU AsUInt(TF value);

    static abstract TF AsFloat(TU value);

    /// <summary>Whole floats in ±2^31 to two's complement.</summary>
    static abstract TU ToInt(TF value);

    /// <summary>Two's complement integers to floats.</summary>
    static abstract TF FromInt(TU value);

    /// <summary>As many bytes as lanes, to floats.</summary>
    static abstract TF FromBytes(byte* source);

    static abstract TU Broadcast(uint value);

    static abstract TU Load(uint* source);

    static abstract TU Add(TU left, TU right);

    static abstract TU Subtract(TU left, TU right);

    static abstract TU And(TU left, TU right);

    static abstract TU Or(TU left, TU right);

    static abstract TU Xor(TU left, TU right);

    static abstract TU ShiftLeft(TU value, int bits);

    static abstract TU ShiftRight(TU value, int bits);

    /// <summary>All bits set where left ≥ right as unsigned integers, else none.</summary>
    static abstract TU GreaterOrEqual(TU left, TU right);

    /// <summary>The upper 32 bits of each 64-bit product.</summary>
    static abstract TU MultiplyHigh(TU left, TU right);

    /// <summary>The lower 32 bits of each product.</summary>
    static abstract TU MultiplyLow(TU left, TU right);
}
