namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>Calls back when it is disposed.</summary>
internal sealed class Ending(Action end) : IDisposable
{
    public void Dispose() => end();
}
