using System.Runtime.CompilerServices;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Kernels;

/// <summary>Takes sums as gradients and moves the weights by one optimizer step, without storing the gradient.</summary>
/// <param name="weights">The weights.</param>
/// <param name="parameters">The weights' slots.</param>
/// <param name="rules">What happens to the gradient first.</param>
/// <param name="formula">The optimizer's step.</param>
internal unsafe struct UpdateEpilogue<TSimd, TF, TU, TFormula>(PanelView weights, ParameterBlock parameters, GradientRules rules, TFormula formula) : ITileEpilogue
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
    where TFormula : struct, IUpdateFormula
{
    /// <summary>How many rows before their turn weights and slots are fetched.</summary>
    private const int FetchRows = 12;

    private float* _weights;
    private float* _slot0;
    private float* _slot1;
    private int _width;

    public void BeginPanel(int panel)
    {
        _weights = weights.Panel(panel);
        var offset = _weights - weights.Data;
        _slot0 = parameters.Slot0 == null ? null : parameters.Slot0 + offset;
        _slot1 = parameters.Slot1 == null ? null : parameters.Slot1 + offset;
        _width = weights.Width(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Expect(int row, int rows, int column, int columns)
    {
        for (var end = row + rows; row < end; row++)
        {
            var at = ((nint)(row + FetchRows) * _width) + column;
            CacheLines.Fetch(_weights + at, columns * sizeof(float));
            if (_slot0 != null)
            {
                CacheLines.Fetch(_slot0 + at, columns * sizeof(float));
            }

            if (_slot1 != null)
            {
                CacheLines.Fetch(_slot1 + at, columns * sizeof(float));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Take(int row, int rows, int column, int columns, float* sums)
    {
        // The common case has a loop of its own with no question left in it: what an update takes is mostly instructions.
        if (_slot0 != null && _slot1 != null && !rules.Clips)
        {
            Step<Constant1>(row, rows, column, columns, sums);
        }
        else
        {
            Step<Constant0>(row, rows, column, columns, sums);
        }
    }

    // Not inlined: with all this in it the caller's own loop runs out of registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Step<TPlain>(int row, int rows, int column, int columns, float* sums)
        where TPlain : struct, IConstant
    {
        // Copies: what lies in this struct, stores might change for all the compiler knows. The formula is asked where it
        // lies: asked as the field of a readonly struct it would be copied first.
        var constants = Unsafe.AsRef(in formula).Spread<TSimd, TF, TU>();
        var target = _weights;
        var first = _slot0;
        var second = _slot1;
        var hasFirst = TPlain.Value > 0 || first != null;
        var hasSecond = TPlain.Value > 0 || second != null;
        var decay = TSimd.Broadcast(rules.Decay);
        var clip = TSimd.Broadcast(rules.Clip);
        for (var end = row + rows; row < end; row++)
        {
            var at = ((nint)row * _width) + column;
            for (var i = 0; i < columns; i += TSimd.Lanes, at += TSimd.Lanes, sums += TSimd.Lanes)
            {
                var weight = TSimd.Load(target + at);
                var gradient = TSimd.Fma(decay, weight, TSimd.Load(sums));
                if (TPlain.Value == 0)
                {
                    gradient = ParameterPass<TSimd, TF, TU>.Clamp(clip, gradient);
                }

                var slot0 = hasFirst ? TSimd.Load(first + at) : default;
                var slot1 = hasSecond ? TSimd.Load(second + at) : default;
                TSimd.Store(target + at, TFormula.Apply<TSimd, TF, TU>(in constants, weight, gradient, ref slot0, ref slot1));
                if (hasFirst)
                {
                    TSimd.Store(first + at, slot0);
                }

                if (hasSecond)
                {
                    TSimd.Store(second + at, slot1);
                }
            }
        }
    }
}
