using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class WriteJob<T>(
    string name,
    Durability durability,
    Func<StoreTransaction, CancellationToken, ValueTask<T>> body,
    CancellationToken cancellationToken) : IWriteJob
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;
    private T? _value;

    public string Name => name;

    public Durability Durability => durability;

    public Task<T> Outcome => _outcome.Task;

    public bool TryBegin() =>
        Interlocked.CompareExchange(ref _state, Begun, Waiting) is Waiting or Begun;

    /// <summary>Takes the job back; false when it has begun.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting;

    public void Run(StoreTransaction transaction)
    {
        var run = body(transaction, cancellationToken);
        if (!run.IsCompleted)
        {
            throw new InvalidOperationException($"'{name}' waits for something else within its transaction.");
        }

        _value = run.GetAwaiter().GetResult();
    }

    public void Finish() => _outcome.TrySetResult(_value!);

    public void Fail(Exception error) => _outcome.TrySetException(error);
}
