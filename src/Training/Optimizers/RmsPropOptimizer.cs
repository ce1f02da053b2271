using System.Runtime.CompilerServices;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6.5), not centred: v ← ρv + (1 − ρ)g², s = ηg / (√v + ε),
/// with momentum u ← μu + s, w ← w − u.
/// </summary>
internal sealed class RmsPropOptimizer(RmsPropOptions options) : IOptimizer
{
    private Formula _formula;

    public int Slots => options.Momentum > 0 ? 2 : 1;

    public void BeginStep(long step, double epochs, double learningRate) => _formula = new Formula(
        (float)options.Rho, (float)(1 - options.Rho), (float)options.Momentum, (float)learningRate, (float)options.Epsilon);

    public void Update(IUpdateTarget target) => target.Apply(_formula);

    private readonly record struct Formula(float Rho, float Rest, float Momentum, float Rate, float Epsilon) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UpdateConstants<TF> Spread<TSimd, TF, TU>()
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct => new(TSimd.Broadcast(Rho), TSimd.Broadcast(Rest), TSimd.Broadcast(Momentum), TSimd.Broadcast(Rate), TSimd.Broadcast(Epsilon));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TF Apply<TSimd, TF, TU>(in UpdateConstants<TF> constants, TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var (rho, rest, momentum, rate, epsilon, _, _) = constants;
            var square = TSimd.Multiply(gradient, gradient);
            var v = TSimd.Fma(rho, slot0, TSimd.Multiply(rest, square));
            v = SlotFlush.Flush<TSimd, TF, TU>(v);
            slot0 = v;
            var step = TSimd.Divide(TSimd.Multiply(rate, gradient), TSimd.Add(TSimd.Sqrt(v), epsilon));
            var velocity = SlotFlush.Flush<TSimd, TF, TU>(TSimd.Fma(momentum, slot1, step));
            slot1 = velocity;
            return TSimd.Subtract(weight, velocity);
        }
    }
}
