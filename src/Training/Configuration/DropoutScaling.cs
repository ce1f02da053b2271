namespace DropoutSweep.Training.Configuration;

/// <summary>Where the factor stands that keeps expectations equal between training and inference.</summary>
public enum DropoutScaling
{
    /// <summary>Kept units are divided by 1 - p while training; inference is left alone (Keras, PyTorch).</summary>
    Inverted,

    /// <summary>Training is left alone; at inference activations are multiplied by 1 - p (the 2014 paper).</summary>
    AtInference,
}
