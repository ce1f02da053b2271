using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Dropout;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// What training asks of the processor, at one vector width. Matrices are panels; <c>rows</c> is how many of a
/// matrix's rows are in use. Every implementation gives the same bits.
/// </summary>
internal unsafe interface IKernels
{
    /// <summary>Bits of a vector.</summary>
    int VectorBits { get; }

    /// <summary>Gathers samples and scales them: result[r] = pixels[order[r]] · scale.</summary>
    void Gather(ReadOnlySpan<byte> pixels, int features, ReadOnlySpan<int> order, float scale, PanelView result);

    /// <summary>Gathers samples: result[r] = values[order[r]].</summary>
    void Gather(ReadOnlySpan<float> values, int features, ReadOnlySpan<int> order, PanelView result);

    /// <summary>Fills dropout masks.</summary>
    void FillMasks<TNoise>(StreamKey key, PanelView masks, int rows, TNoise noise)
        where TNoise : struct, IMaskNoise;

    /// <summary>Fills whole groups of words with consecutive Philox blocks, and tells how many blocks were written.</summary>
    uint FillWords(StreamKey key, uint block, Span<uint> words);

    /// <summary>matrix ← matrix ∘ masks.</summary>
    void MultiplyBy(PanelView matrix, PanelView masks, int rows);

    /// <summary>matrix ← matrix · factor.</summary>
    void Scale(PanelView matrix, int rows, float factor);

    /// <summary>
    /// activated = f(input · weights + biases); output = activated ∘ masks, or · scale when there are no masks.
    /// </summary>
    void DenseForward(Activation activation, PanelView input, int rows, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output);

    /// <summary>inputDeltas = (deltas · weightsᵀ) ∘ masks ∘ f'(activated), of the layer below.</summary>
    void DenseBackward(Activation activation, PanelView deltas, int rows, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas);

    /// <summary>The same with deltas that are mostly zero.</summary>
    void SparseBackward(Activation activation, SparseBatch deltas, PanelView transposedWeights, PanelView activated, PanelView masks, PanelView inputDeltas);

    /// <summary>The forward step with an input that is mostly zero.</summary>
    void SparseForward(Activation activation, SparseBatch input, PanelView weights, float* biases, PanelView activated, PanelView masks, float scale, PanelView output);

    /// <summary>gradient = inputᵀ · deltas, [inputs × units].</summary>
    void WeightGradient(PanelView input, int rows, PanelView deltas, PanelView gradient);

    /// <summary>The same with an input that is mostly zero.</summary>
    void WeightGradient(SparseBatch input, PanelView deltas, PanelView gradient);

    /// <summary>The weight gradient and one optimizer step at once: the gradient never leaves the registers.</summary>
    /// <param name="input">The layer's inputs, [rows × inputs].</param>
    /// <param name="rows">Rows in use.</param>
    /// <param name="deltas">Gradient of the layer's sums, [rows × units].</param>
    /// <param name="weights">The weights, [inputs × units].</param>
    /// <param name="parameters">The weights' slots; the gradient's storage is not used.</param>
    /// <param name="rules">What happens to the gradient first.</param>
    /// <param name="formula">The optimizer's step.</param>
    void UpdateWeights<TFormula>(PanelView input, int rows, PanelView deltas, PanelView weights, in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula;

    /// <summary>The same with an input that is mostly zero.</summary>
    void UpdateWeights<TFormula>(SparseBatch input, PanelView deltas, PanelView weights, in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula;

    /// <summary>gradient = Σ rows of deltas, [units].</summary>
    void BiasGradient(PanelView deltas, int rows, float* gradient);

    /// <summary>transposed = weightsᵀ.</summary>
    void Transpose(PanelView weights, PanelView transposed);

    /// <summary>One optimizer step.</summary>
    void Update<TFormula>(in ParameterBlock parameters, GradientRules rules, TFormula formula)
        where TFormula : struct, IUpdateFormula;

    /// <summary>Applies the rules to a gradient in place and adds its squares to 16 sums, by position modulo 16.</summary>
    void PrepareGradient(in ParameterBlock parameters, GradientRules rules, Span<float> squares);

    /// <summary>Multiplies a gradient.</summary>
    void ScaleGradient(in ParameterBlock parameters, float factor);

    /// <summary>Scales down each unit's incoming weights whose norm exceeds the limit (Srivastava et al. 2014, section 5.1).</summary>
    void LimitNorms(PanelView weights, float limit);

    /// <summary>Whether a matrix holds neither infinities nor NaN.</summary>
    bool AreFinite(PanelView matrix);

    /// <summary>
    /// Softmax cross-entropy of one row of logits: writes its gradient times <paramref name="factor"/> and
    /// returns the loss in nats.
    /// </summary>
    double SoftmaxCrossEntropy(PanelView logits, int row, int label, float factor, PanelView deltas);

    /// <summary>Element-wise sigmoid of one row.</summary>
    void SigmoidRow(PanelView logits, int row, Span<float> result);

    /// <summary>Softmax of one row.</summary>
    void SoftmaxRow(PanelView logits, int row, Span<float> result);
}
