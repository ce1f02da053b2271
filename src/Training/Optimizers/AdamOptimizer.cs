using System.Runtime.CompilerServices;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// w ← w − η · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// </summary>
internal sealed class AdamOptimizer(AdamOptions options) : IOptimizer
{
    private Formula _formula;

    public int Slots => 2;

    public void BeginStep(long step, double epochs, double learningRate) => _formula = new Formula(
        (float)options.Beta1,
        (float)(1 - options.Beta1),
        (float)options.Beta2,
        (float)(1 - options.Beta2),
        (float)(learningRate / (1 - DeterministicMath.Pow(options.Beta1, step))),
        (float)(1 / Math.Sqrt(1 - DeterministicMath.Pow(options.Beta2, step))),
        (float)options.Epsilon);

    public void Update(IKernels kernels, in ParameterBlock parameters, in GradientRules rules) => kernels.Update(parameters, rules, _formula);

    private readonly record struct Formula(float Beta1, float Rest1, float Beta2, float Rest2, float Rate, float RootCorrection, float Epsilon) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TF Apply<TSimd, TF, TU>(TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var m = TSimd.Fma(TSimd.Broadcast(Beta1), slot0, TSimd.Multiply(TSimd.Broadcast(Rest1), gradient));
            var square = TSimd.Multiply(gradient, gradient);
            var v = TSimd.Fma(TSimd.Broadcast(Beta2), slot1, TSimd.Multiply(TSimd.Broadcast(Rest2), square));
            m = SlotFlush.Flush<TSimd, TF, TU>(m);
            v = SlotFlush.Flush<TSimd, TF, TU>(v);
            slot0 = m;
            slot1 = v;
            var root = TSimd.Fma(TSimd.Sqrt(v), TSimd.Broadcast(RootCorrection), TSimd.Broadcast(Epsilon));
            return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(Rate), m), root));
        }
    }
}
