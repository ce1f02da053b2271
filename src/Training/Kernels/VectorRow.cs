using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Up to four vectors of one row between registers and memory; more than four count as four.</summary>
internal static unsafe class VectorRow<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TVectors>(float* source, ref TF c0, ref TF c1, ref TF c2, ref TF c3)
        where TVectors : struct, IConstant
    {
        c0 = TSimd.Load(source);
        c1 = TVectors.Value > 1 ? TSimd.Load(source + TSimd.Lanes) : c1;
        c2 = TVectors.Value > 2 ? TSimd.Load(source + (2 * TSimd.Lanes)) : c2;
        c3 = TVectors.Value > 3 ? TSimd.Load(source + (3 * TSimd.Lanes)) : c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVectors>(float* destination, TF c0, TF c1, TF c2, TF c3)
        where TVectors : struct, IConstant
    {
        TSimd.Store(destination, c0);
        if (TVectors.Value > 1)
        {
            TSimd.Store(destination + TSimd.Lanes, c1);
        }

        if (TVectors.Value > 2)
        {
            TSimd.Store(destination + (2 * TSimd.Lanes), c2);
        }

        if (TVectors.Value > 3)
        {
            TSimd.Store(destination + (3 * TSimd.Lanes), c3);
        }
    }
}
