namespace DropoutSweep.Training.Configuration;

/// <summary>What the output layer computes and by which loss it is trained.</summary>
public enum OutputKind
{
    /// <summary>Softmax with cross-entropy; the class is the argmax of the logits.</summary>
    Softmax,

    /// <summary>
    /// What Keras does with <c>sparse_categorical_crossentropy</c> over a sigmoid output: trained by softmax
    /// cross-entropy on the logits, predicted by the argmax of the float32 sigmoid, the lowest index on ties.
    /// </summary>
    Sigmoid,

    /// <summary>Linear outputs with mean squared error, for regression.</summary>
    Linear,
}
