using System.Runtime.InteropServices;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Outputs;

/// <summary>Running sums of scores over samples, in their order.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Tally
{
    /// <summary>Counts by true and predicted class; null when not asked for.</summary>
    public ConfusionMatrix? Confusion;

    /// <summary>Sum of losses.</summary>
    public double Loss;

    /// <summary>Samples so far.</summary>
    public int Samples;

    /// <summary>Samples classified rightly.</summary>
    public int Right;

    /// <summary>Samples that the logits classify rightly.</summary>
    public int RightByLogits;

    /// <summary>Samples whose greatest output is shared.</summary>
    public int Tied;

    public readonly double MeanLoss => Loss / Samples;

    public readonly double Accuracy => (double)Right / Samples;
}
