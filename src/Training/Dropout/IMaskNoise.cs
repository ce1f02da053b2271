using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Dropout;

/// <summary>Turns random words into dropout's multipliers.</summary>
internal interface IMaskNoise
{
    /// <summary>Four vectors of multipliers from four of random words, element for element.</summary>
    (TF M0, TF M1, TF M2, TF M3) Multipliers<TSimd, TF, TU>(TU r0, TU r1, TU r2, TU r3)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct;
}
