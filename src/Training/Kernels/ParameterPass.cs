using System.Runtime.CompilerServices;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Kernels;

/// <summary>Passes over parameters with their gradients and slots.</summary>
internal static unsafe class ParameterPass<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const int SumLanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<TFormula>(in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula
    {
        var weights = parameters.Weights;
        var gradients = parameters.Gradients;
        var first = parameters.Slot0;
        var second = parameters.Slot1;
        var constants = formula.Spread<TSimd, TF, TU>();
        var decay = TSimd.Broadcast(rules.Decay);
        var clip = TSimd.Broadcast(rules.Clip);
        for (long i = 0; i < parameters.Length; i += TSimd.Lanes)
        {
            var weight = TSimd.Load(weights + i);
            var gradient = Clamp(clip, TSimd.Fma(decay, weight, TSimd.Load(gradients + i)));
            var slot0 = first != null ? TSimd.Load(first + i) : default;
            var slot1 = second != null ? TSimd.Load(second + i) : default;
            TSimd.Store(weights + i, TFormula.Apply<TSimd, TF, TU>(in constants, weight, gradient, ref slot0, ref slot1));
            if (first != null)
            {
                TSimd.Store(first + i, slot0);
            }

            if (second != null)
            {
                TSimd.Store(second + i, slot1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PrepareGradient(in ParameterBlock parameters, GradientRules rules, Span<float> squares)
    {
        var decay = TSimd.Broadcast(rules.Decay);
        var clip = TSimd.Broadcast(rules.Clip);
        var weights = parameters.Weights;
        var gradients = parameters.Gradients;
        fixed (float* sums = squares)
        {
            for (var lane = 0; lane < SumLanes; lane += TSimd.Lanes)
            {
                var sum = TSimd.Load(sums + lane);
                for (long i = lane; i < parameters.Length; i += SumLanes)
                {
                    var gradient = Clamp(clip, TSimd.Fma(decay, TSimd.Load(weights + i), TSimd.Load(gradients + i)));
                    TSimd.Store(gradients + i, gradient);
                    sum = TSimd.Fma(gradient, gradient, sum);
                }

                TSimd.Store(sums + lane, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleGradient(in ParameterBlock parameters, float factor)
    {
        var gradients = parameters.Gradients;
        for (long i = 0; i < parameters.Length; i += TSimd.Lanes)
        {
            TSimd.Store(gradients + i, TSimd.Multiply(TSimd.Load(gradients + i), TSimd.Broadcast(factor)));
        }
    }

    /// <summary>The gradient within ± <paramref name="clip"/>; NaN passes both comparisons by, so that clipping hides no divergence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Clamp(TF clip, TF gradient) => TSimd.Max(TSimd.Subtract(TSimd.Broadcast(0f), clip), TSimd.Min(clip, gradient));
}
