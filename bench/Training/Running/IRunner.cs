namespace DropoutSweep.Bench.Running;

/// <summary>Something that runs units of work when told to, and says how long they took.</summary>
internal interface IRunner : IDisposable
{
    /// <summary>Begins to run so many units; does not wait.</summary>
    void Begin(int units);

    /// <summary>Waits for them.</summary>
    /// <exception cref="InvalidOperationException">They failed.</exception>
    RunTime End();
}
