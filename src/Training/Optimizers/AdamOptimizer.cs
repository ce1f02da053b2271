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

    public void Update(IUpdateTarget target) => target.Apply(_formula);

    private readonly record struct Formula(float Beta1, float Rest1, float Beta2, float Rest2, float Rate, float RootCorrection, float Epsilon) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UpdateConstants<TF> Spread<TSimd, TF, TU>()
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct => new(TSimd.Broadcast(Beta1), TSimd.Broadcast(Rest1), TSimd.Broadcast(Beta2), TSimd.Broadcast(Rest2), TSimd.Broadcast(Rate), TSimd.Broadcast(RootCorrection), TSimd.Broadcast(Epsilon));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TF Apply<TSimd, TF, TU>(in UpdateConstants<TF> constants, TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var (beta1, rest1, beta2, rest2, rate, rootCorrection, epsilon) = constants;
            var m = TSimd.Fma(beta1, slot0, TSimd.Multiply(rest1, gradient));
            var square = TSimd.Multiply(gradient, gradient);
            var v = TSimd.Fma(beta2, slot1, TSimd.Multiply(rest2, square));
            m = SlotFlush.Flush<TSimd, TF, TU>(m);
            v = SlotFlush.FlushPositive<TSimd, TF, TU>(v);
            slot0 = m;
            slot1 = v;
            var root = TSimd.Fma(TSimd.Sqrt(v), rootCorrection, epsilon);
            return TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(rate, m), root));
        }
    }
}
