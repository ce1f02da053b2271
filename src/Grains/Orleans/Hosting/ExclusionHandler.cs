namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// What happens when Orleans cannot go on in this process, such as when the other silos have declared it dead: not the end of
/// the process at once, which is Orleans' own way and would look like a crash, but an error that its engine ends with.
/// </summary>
internal sealed class ExclusionHandler : IFatalErrorHandler
{
    private readonly TaskCompletionSource _excluded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with an error when it has happened.</summary>
    public Task Excluded => _excluded.Task;

    public bool IsUnexpected(Exception exception) => exception is not ThreadInterruptedException;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _excluded.TrySetException(new GrainClusterException($"The cluster goes on without this silo. {context}", exception));
}
