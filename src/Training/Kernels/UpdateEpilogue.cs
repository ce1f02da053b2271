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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Take(int row, int rows, int column, int columns, float* sums)
    {
        // Copies: what lies in this struct, stores might change for all the compiler knows.
        var step = formula;
        var target = _weights;
        var first = _slot0;
        var second = _slot1;
        var decay = TSimd.Broadcast(rules.Decay);
        var clip = TSimd.Broadcast(rules.Clip);
        for (var end = row + rows; row < end; row++)
        {
            var at = ((nint)row * _width) + column;
            for (var i = 0; i < columns; i += TSimd.Lanes, at += TSimd.Lanes, sums += TSimd.Lanes)
            {
                var weight = TSimd.Load(target + at);
                var gradient = ParameterPass<TSimd, TF, TU>.Apply(decay, clip, weight, TSimd.Load(sums));
                var slot0 = first != null ? TSimd.Load(first + at) : default;
                var slot1 = second != null ? TSimd.Load(second + at) : default;
                TSimd.Store(target + at, step.Apply<TSimd, TF, TU>(weight, gradient, ref slot0, ref slot1));
                if (first != null)
                {
                    TSimd.Store(first + at, slot0);
                }

                if (second != null)
                {
                    TSimd.Store(second + at, slot1);
                }
            }
        }
    }
}
