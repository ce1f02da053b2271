using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>One lane in plain scalar operations: the elementary functions' naive twin is their own text over these.</summary>
internal readonly unsafe struct ScalarSimd : ISimd<float, uint>
{
    public static int Lanes => 1;

    public static int TileVectors => 1;

    public static float Load(float* source) => *source;

    public static void Store(float* destination, float value) => *destination = value;

    public static float Broadcast(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Multiply(float left, float right) => left * right;

    public static float Divide(float left, float right) => left / right;

    public static float Fma(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    public static float Sqrt(float value) => MathF.Sqrt(value);

    public static float Min(float left, float right) => left < right ? left : right;

    public static float Max(float left, float right) => left > right ? left : right;

    public static float Abs(float value) => MathF.Abs(value);

    public static float GreaterThan(float left, float right) => AsFloat(Mask(left > right));

    public static float Select(float mask, float yes, float no) => AsFloat((AsUInt(mask) & AsUInt(yes)) | (~AsUInt(mask) & AsUInt(no)));

    public static float Round(float value) => MathF.Round(value, MidpointRounding.ToEven);

    public static uint AsUInt(float value) => BitConverter.SingleToUInt32Bits(value);

    public static float AsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);

    public static uint ToInt(float value) => (uint)(int)value;

    public static float FromInt(uint value) => (int)value;

    public static float FromBytes(byte* source) => *source;

    public static uint Broadcast(uint value) => value;

    public static uint Load(uint* source) => *source;

    public static uint Add(uint left, uint right) => left + right;

    public static uint Subtract(uint left, uint right) => left - right;

    public static uint And(uint left, uint right) => left & right;

    public static uint Or(uint left, uint right) => left | right;

    public static uint Xor(uint left, uint right) => left ^ right;

    public static uint ShiftLeft(uint value, int bits) => value << bits;

    public static uint ShiftRight(uint value, int bits) => value >> bits;

    public static uint GreaterOrEqual(uint left, uint right) => Mask(left >= right);

    public static uint MultiplyHigh(uint left, uint right) => (uint)(((ulong)left * right) >> 32);

    public static uint MultiplyLow(uint left, uint right) => left * right;

    private static uint Mask(bool holds) => holds ? uint.MaxValue : 0;
}
