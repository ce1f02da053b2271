using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Outputs;

/// <summary>Running sums of scores over samples, in their order.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Tally
{
    /// <summary>Sum of losses.</summary>
    public double Loss { get; private set; }

    /// <summary>Samples so far.</summary>
    public int Samples { get; private set; }

    /// <summary>Samples classified rightly.</summary>
    public int Right { get; private set; }

    /// <summary>Samples that the logits classify rightly.</summary>
    public int RightByLogits { get; private set; }

    /// <summary>Samples whose greatest output is shared.</summary>
    public int Tied { get; private set; }

    public readonly double MeanLoss => Loss / Samples;

    public readonly double Accuracy => (double)Right / Samples;

    /// <summary>Adds a sample.</summary>
    public void Add(in SampleScore score)
    {
        Samples++;
        Loss += score.Loss;
        Right += score.IsRight ? 1 : 0;
        RightByLogits += score.IsRightByLogits ? 1 : 0;
        Tied += score.IsTied ? 1 : 0;
    }
}
