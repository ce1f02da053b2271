using System.Runtime.CompilerServices;
using DropoutSweep.Training.Activations;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Dropout;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Kernels;

/// <summary>The kernels at one vector width.</summary>
internal sealed unsafe class VectorKernels<TSimd, TF, TU> : IKernels
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    public int VectorBits => TSimd.Lanes * 32;

    public void Gather(ReadOnlySpan<byte> pixels, int features, ReadOnlySpan<int> order, float scale, PanelView result) =>
        Gatherer<TSimd, TF, TU>.Gather(pixels, features, order, scale, result);

    public void Gather(ReadOnlySpan<float> values, int features, ReadOnlySpan<int> order, PanelView result) =>
        Gatherer<TSimd, TF, TU>.Gather(values, features, order, result);

    public void FillMasks<TNoise>(StreamKey key, PanelView masks, int rows, TNoise noise)
        where TNoise : struct, IMaskNoise => MaskGenerator<TSimd, TF, TU>.Fill(key, masks, rows, noise);

    public uint FillWords(StreamKey key, uint block, Span<uint> words) => PhiloxVectors<TSimd, TF, TU>.Fill(key, block, words);

    public void MultiplyBy(PanelView matrix, PanelView masks, int rows) => Elementwise<TSimd, TF, TU>.MultiplyBy(matrix, masks, rows);

    public void Scale(PanelView matrix, int rows, float factor) => Elementwise<TSimd, TF, TU>.Scale(matrix, rows, factor);

    public void DenseForward(Activation activation, PanelView input, int rows, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output)
    {
        switch (activation)
        {
            case Activation.Relu:
                Forward<ReluActivation>(input, rows, weights, biases, activated, masks, scale, output);
                break;
            case Activation.Tanh:
                Forward<TanhActivation>(input, rows, weights, biases, activated, masks, scale, output);
                break;
            case Activation.Sigmoid:
                Forward<SigmoidActivation>(input, rows, weights, biases, activated, masks, scale, output);
                break;
            default:
                Forward<IdentityActivation>(input, rows, weights, biases, activated, masks, scale, output);
                break;
        }
    }

    public void SparseForward(Activation activation, SparseBatch input, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output)
    {
        switch (activation)
        {
            case Activation.Relu:
                SparseForward<ReluActivation>(input, weights, biases, activated, masks, scale, output);
                break;
            case Activation.Tanh:
                SparseForward<TanhActivation>(input, weights, biases, activated, masks, scale, output);
                break;
            case Activation.Sigmoid:
                SparseForward<SigmoidActivation>(input, weights, biases, activated, masks, scale, output);
                break;
            default:
                SparseForward<IdentityActivation>(input, weights, biases, activated, masks, scale, output);
                break;
        }
    }

    public void DenseBackward(Activation activation, PanelView deltas, int rows, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas)
    {
        switch (activation)
        {
            case Activation.Relu:
                Backward<ReluActivation>(deltas, rows, transposedWeights, activated, masks, inputDeltas);
                break;
            case Activation.Tanh:
                Backward<TanhActivation>(deltas, rows, transposedWeights, activated, masks, inputDeltas);
                break;
            case Activation.Sigmoid:
                Backward<SigmoidActivation>(deltas, rows, transposedWeights, activated, masks, inputDeltas);
                break;
            default:
                Backward<IdentityActivation>(deltas, rows, transposedWeights, activated, masks, inputDeltas);
                break;
        }
    }

    public void SparseBackward(Activation activation, SparseBatch deltas, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas)
    {
        switch (activation)
        {
            case Activation.Relu:
                SparseBackward<ReluActivation>(deltas, transposedWeights, activated, masks, inputDeltas);
                break;
            case Activation.Tanh:
                SparseBackward<TanhActivation>(deltas, transposedWeights, activated, masks, inputDeltas);
                break;
            case Activation.Sigmoid:
                SparseBackward<SigmoidActivation>(deltas, transposedWeights, activated, masks, inputDeltas);
                break;
            default:
                SparseBackward<IdentityActivation>(deltas, transposedWeights, activated, masks, inputDeltas);
                break;
        }
    }

    public void WeightGradient(PanelView input, int rows, PanelView deltas, PanelView gradient)
    {
        var epilogue = new StoreEpilogue<TSimd, TF, TU>(gradient);
        MatrixProduct<TSimd, TF, TU>.OverRows(input, rows, deltas, ref epilogue);
    }

    public void WeightGradient(SparseBatch input, PanelView deltas, PanelView gradient)
    {
        var epilogue = new StoreEpilogue<TSimd, TF, TU>(gradient);
        SparseProduct<TSimd, TF, TU>.OverRows(input, deltas, liveOnly: false, ref epilogue);
    }

    public void UpdateWeights<TFormula>(PanelView input, int rows, PanelView deltas, PanelView weights, in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula
    {
        var epilogue = new UpdateEpilogue<TSimd, TF, TU, TFormula>(weights, parameters, rules, formula);
        MatrixProduct<TSimd, TF, TU>.OverRows(input, rows, deltas, ref epilogue);
    }

    public void UpdateWeights<TFormula>(SparseBatch input, PanelView deltas, PanelView weights, in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula
    {
        var epilogue = new UpdateEpilogue<TSimd, TF, TU, TFormula>(weights, parameters, rules, formula);

        // No optimizer moves a weight whose gradient has always been zero; decay does.
        SparseProduct<TSimd, TF, TU>.OverRows(input, deltas, liveOnly: rules.Decay == 0, ref epilogue);
    }

    public void BiasGradient(PanelView deltas, int rows, float* gradient) => Elementwise<TSimd, TF, TU>.SumRows(deltas, rows, gradient);

    public void Transpose(PanelView weights, PanelView transposed) => Transposition.Run(weights, transposed, wide: TSimd.Lanes == PanelView.Granule);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update<TFormula>(in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula => ParameterPass<TSimd, TF, TU>.Update(parameters, rules, formula);

    public void PrepareGradient(in ParameterBlock parameters, GradientRules rules, Span<float> squares) =>
        ParameterPass<TSimd, TF, TU>.PrepareGradient(parameters, rules, squares);

    public void ScaleGradient(in ParameterBlock parameters, float factor) => ParameterPass<TSimd, TF, TU>.ScaleGradient(parameters, factor);

    public void LimitNorms(PanelView weights, float limit) => Elementwise<TSimd, TF, TU>.LimitNorms(weights, limit);

    public bool AreFinite(PanelView matrix) => Elementwise<TSimd, TF, TU>.AreFinite(matrix);

    public double SoftmaxCrossEntropy(PanelView logits, int row, int label, float factor, PanelView deltas) =>
        OutputRows<TSimd, TF, TU>.SoftmaxCrossEntropy(logits, row, label, factor, deltas);

    public void SigmoidRow(PanelView logits, int row, Span<float> result) => OutputRows<TSimd, TF, TU>.Sigmoid(logits, row, result);

    public void SoftmaxRow(PanelView logits, int row, Span<float> result) => OutputRows<TSimd, TF, TU>.Softmax(logits, row, result);

    private static void Forward<TActivation>(PanelView input, int rows, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output)
        where TActivation : struct, IActivation
    {
        var epilogue = new ForwardEpilogue<TSimd, TF, TU, TActivation>(biases, activated, masks, scale, output);
        MatrixProduct<TSimd, TF, TU>.OverColumns(input, rows, weights, ref epilogue);
    }

    private static void SparseForward<TActivation>(SparseBatch input, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output)
        where TActivation : struct, IActivation
    {
        var epilogue = new ForwardEpilogue<TSimd, TF, TU, TActivation>(biases, activated, masks, scale, output);
        SparseProduct<TSimd, TF, TU>.OverColumns(input, weights, activated, ref epilogue);
    }

    private static void Backward<TActivation>(PanelView deltas, int rows, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas)
        where TActivation : struct, IActivation
    {
        var epilogue = new BackwardEpilogue<TSimd, TF, TU, TActivation>(activated, masks, inputDeltas);
        MatrixProduct<TSimd, TF, TU>.OverColumns(deltas, rows, transposedWeights, ref epilogue);
    }

    private static void SparseBackward<TActivation>(SparseBatch deltas, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas)
        where TActivation : struct, IActivation
    {
        var epilogue = new BackwardEpilogue<TSimd, TF, TU, TActivation>(activated, masks, inputDeltas);
        SparseProduct<TSimd, TF, TU>.OverColumns(deltas, transposedWeights, inputDeltas, ref epilogue);
    }
}
