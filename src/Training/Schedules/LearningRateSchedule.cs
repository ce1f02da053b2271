using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Schedules;

/// <summary>The learning-rate factor at a point of training.</summary>
public static class LearningRateSchedule
{
    /// <summary>The factor on the optimizer's learning rate, in [0, 1].</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="epochs">Epochs trained so far, with the fraction of the one under way.</param>
    /// <param name="totalEpochs">Epochs of the whole training.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such schedule.</exception>
    public static double Factor(ScheduleOptions schedule, double epochs, int totalEpochs) => schedule switch
    {
        ConstantSchedule => 1,
        StepSchedule step => DeterministicMath.Pow(step.Factor, (long)(epochs / step.EveryEpochs)),
        ExponentialSchedule exponential => DeterministicMath.Pow(exponential.Decay, epochs),
        CosineSchedule cosine => cosine.Final + ((1 - cosine.Final) * 0.5 * (1 + DeterministicMath.Cos(Math.PI * epochs / totalEpochs))),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule?.GetType().Name, "No such schedule."),
    };
}
