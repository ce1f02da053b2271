using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Dropout;

/// <summary>0 with the dropout rate as probability, else one value: 1 / (1 − p) or 1.</summary>
/// <param name="Threshold">A unit is kept when its random word is at least this: rate · 2^32.</param>
/// <param name="Kept">The multiplier of a kept unit.</param>
internal readonly record struct BernoulliNoise(uint Threshold, float Kept) : IMaskNoise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (TF M0, TF M1, TF M2, TF M3) Multipliers<TSimd, TF, TU>(TU r0, TU r1, TU r2, TU r3)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => (One<TSimd, TF, TU>(r0), One<TSimd, TF, TU>(r1), One<TSimd, TF, TU>(r2), One<TSimd, TF, TU>(r3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TF One<TSimd, TF, TU>(TU random)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var keep = TSimd.AsFloat(TSimd.GreaterOrEqual(random, TSimd.Broadcast(Threshold)));
        return TSimd.Select(keep, TSimd.Broadcast(Kept), TSimd.Broadcast(0f));
    }
}
