namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// The end of every call to the store that grains and the table of members still make. Orleans waits for theirs when it stops,
/// and a store that does not answer is asked again for minutes: a silo that has to go does not wait for either.
/// </summary>
internal sealed class Departure : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Cancelled when the silo goes.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancels it.</summary>
    public void Go() => _source.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
