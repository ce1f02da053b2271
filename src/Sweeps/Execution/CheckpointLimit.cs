using System.Globalization;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Memory;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>Which networks are too large for any store: known before they are trained.</summary>
public static class CheckpointLimit
{
    /// <summary>Why a configuration cannot be trained; null when it can.</summary>
    public static string? Refusal(TrainingConfiguration configuration, TrainingData data) => Refusal(TrainingMemory.Of(configuration, data));

    /// <summary>Why a run that needs so much memory cannot be trained; null when it can.</summary>
    public static string? Refusal(TrainingMemory need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return need.LargestFile <= StoreLimits.FileBytes ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The trial's checkpoint would take {need.LargestFile / 1e6:N0} MB; a store takes {StoreLimits.FileBytes / 1e6:N0} MB. Smaller layers or a plainer optimizer would do.");
    }
}
