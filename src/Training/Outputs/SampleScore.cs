using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Outputs;

/// <summary>What a network made of one sample.</summary>
/// <param name="Loss">Its loss.</param>
/// <param name="Predicted">The class that was predicted; 0 in regression.</param>
/// <param name="IsRight">Whether that is its class.</param>
/// <param name="IsRightByLogits">Whether the logits say its class, where that is asked apart.</param>
/// <param name="IsTied">Whether its greatest output is shared, where that is asked.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SampleScore(double Loss, int Predicted = 0, bool IsRight = false, bool IsRightByLogits = false, bool IsTied = false)
{
    /// <summary>Bytes of one.</summary>
    public const int Bytes = 16;
}
