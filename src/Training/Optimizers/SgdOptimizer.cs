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

    public int Slots => 1;

    public void BeginStep(long step, double epochs, double learningRate)
    {
        _rate = (float)learningRate;
        _momentum = (float)MomentumAt(epochs);
    }

    public void Update(IKernels kernels, in ParameterBlock parameters, in GradientRules rules)
    {
        if (options.Nesterov)
        {
            kernels.Update(parameters, rules, new NesterovFormula(_momentum, _rate));
        }
        else
        {
            kernels.Update(parameters, rules, new MomentumFormula(_momentum, _rate));
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
        public TF Apply<TSimd, TF, TU>(TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var velocity = TSimd.Fma(TSimd.Broadcast(-Rate), gradient, TSimd.Multiply(TSimd.Broadcast(Momentum), slot0));
            velocity = SlotFlush.Flush<TSimd, TF, TU>(velocity);
            slot0 = velocity;
            return TSimd.Add(weight, velocity);
        }
    }

    private readonly record struct NesterovFormula(float Momentum, float Rate) : IUpdateFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TF Apply<TSimd, TF, TU>(TF weight, TF gradient, ref TF slot0, ref TF slot1)
            where TSimd : struct, ISimd<TF, TU>
            where TF : struct
            where TU : struct
        {
            var step = TSimd.Multiply(TSimd.Broadcast(-Rate), gradient);
            var velocity = TSimd.Fma(TSimd.Broadcast(Momentum), slot0, step);
            velocity = SlotFlush.Flush<TSimd, TF, TU>(velocity);
            slot0 = velocity;
            return TSimd.Add(weight, TSimd.Fma(TSimd.Broadcast(Momentum), velocity, step));
        }
    }
}
