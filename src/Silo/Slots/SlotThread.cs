namespace DropoutSweep.Silo.Slots;

/// <summary>Waiting on a slot's thread.</summary>
internal static class SlotThread
{
    /// <summary>
    /// Blocks until a task is over. For slots' threads alone: these are nobody else's, so that their waiting starves
    /// no one, and the trainer that they are called from is synchronous.
    /// </summary>
    public static T Wait<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }
}
