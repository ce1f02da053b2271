using System.Runtime.CompilerServices;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// SGD with momentum as Keras writes it: v ← μv − ηg, w ← w + v; with Nesterov's look-ahead w ← w + μv − ηg
/// (Sutskever et al. 2013). Momentum may rise linearly over the first epochs (Srivastava et al. 2014, appendix A.2).
/// </summary>
internal sealed class SgdOptimizer(SgdOptions options) : IOptimizer
{
    private float _momentum;
    private float _rate;

    public int Slots => options.Momentum > 0 || options.InitialMomentum > 0 ? 1 : 0;

    public void BeginStep(long step, double epochs, double learningRate)
    {
        _rate = (float)learningRate;
        _momentum = (float)MomentumAt(epochs);
    }

    public void Update(IUpdateTarget target)
    {
        if (options.Nesterov)
        {
            target.Apply(new NesterovFormula(_momentum, _rate));
        }
        else
        {
            target.Apply(new MomentumFormula(_momentum, _rate));
        }
    }

    private double MomentumAt(double epochs)
    {
        if (options.InitialMomentum is not { } initial || epochs >= options.MomentumRampEpochs)
        {
            return options.Momentum;
        }

        return initial + ((options.Momentum - initial) * (epochs / options.MomentumRampEpochs));
    }

    private readonly record struct MomentumFormula(float Momentum, float Rate) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UpdateConstants<TF> Spread<TSimd, TF, TU>()
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct => new(TSimd.Broadcast(Momentum), TSimd.Broadcast(-Rate));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TF Apply<TSimd, TF, TU>(in UpdateConstants<TF> constants, TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var (momentum, negativeRate, _, _, _, _, _) = constants;
            var velocity = TSimd.Fma(negativeRate, gradient, TSimd.Multiply(momentum, slot0));
            velocity = SlotFlush.Flush<TSimd, TF, TU>(velocity);
            slot0 = velocity;
            return TSimd.Add(weight, velocity);
        }
    }

    private readonly record struct NesterovFormula(float Momentum, float Rate) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public UpdateConstants<TF> Spread<TSimd, TF, TU>()
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct => new(TSimd.Broadcast(Momentum), TSimd.Broadcast(-Rate));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TF Apply<TSimd, TF, TU>(in UpdateConstants<TF> constants, TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var (momentum, negativeRate, _, _, _, _, _) = constants;
            var step = TSimd.Multiply(negativeRate, gradient);
            var velocity = TSimd.Fma(momentum, slot0, step);
            velocity = SlotFlush.Flush<TSimd, TF, TU>(velocity);
            slot0 = velocity;
            return TSimd.Add(weight, TSimd.Fma(momentum, velocity, step));
        }
    }
}
