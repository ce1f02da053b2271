namespace DropoutSweep.Sweeps.Execution;

/// <summary>How a sweep is executed; nothing here changes a result.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Most slots of a process.</summary>
    public const int MaxSlots = 1_024;

    /// <summary>
    /// Trials trained at once, each on a thread of its own, 1 to <see cref="MaxSlots"/>; one per processor unless said.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int Slots
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxSlots);
            field = value;
        }
    } = Math.Min(Environment.ProcessorCount, MaxSlots);

    /// <summary>
    /// Training time between two checkpoints of a trial, at least 0 (a checkpoint at every batch): the most
    /// that a kill can cost. Saved at the first batch or epoch boundary after it; 10 s unless said.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan CheckpointInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(10);
}
