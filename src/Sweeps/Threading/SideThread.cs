namespace DropoutSweep.Sweeps.Threading;

/// <summary>Work ahead of need, on a thread of its own: whoever needs what it prepares does without it as well.</summary>
public static class SideThread
{
    /// <summary>Begins it. Throws nothing, and nothing that the work throws ends the process.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="work">The work.</param>
    /// <param name="failed">Told what the work threw, or why it has no thread; null when nobody needs to know.</param>
    public static void Start(string name, Action work, Action<Exception>? failed = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        Try(() => new Thread(() => Try(work, failed)) { IsBackground = true, Name = name }.Start(), failed);
    }

    /// <param name="action">What is done.</param>
    /// <param name="failed">Told what it threw; what that throws is nobody's.</param>
    private static void Try(Action action, Action<Exception>? failed)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // What nothing depends on shall end nothing.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (failed is not null)
            {
                Try(() => failed(error), failed: null);
            }
        }
    }
}
