using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Relational;

/// <summary>A gate whose every first commit happens, but whose answer is lost, so that the body is run again.</summary>
internal sealed class ForgetfulGate(IStoreGate gate) : IStoreGate
{
    public StoreDescription Description => gate.Description;

    public TimeSpan? AwayFor => gate.AwayFor;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => gate.OpenAsync(cancellationToken);

    public async ValueTask<T> WriteAsync<T>(
        string name, Durability durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        await gate.WriteAsync(name, durability, body, cancellationToken);
        return await gate.WriteAsync(name, durability, (transaction, token) => body(new Again(transaction) { MayRepeat = true }, token), cancellationToken);
    }

    public ValueTask<T> ReadAsync<T>(string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken) =>
        gate.ReadAsync(name, body, cancellationToken);

    public ValueTask CompactAsync(CancellationToken cancellationToken) => gate.CompactAsync(cancellationToken);

    public ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        gate.WaitForChangeAsync(seen, timeout, cancellationToken);

    public ValueTask DisposeAsync() => gate.DisposeAsync();

    private sealed class Again(StoreTransaction transaction) : StoreTransaction(transaction.Sql)
    {
        public override ValueTask QueryAsync(CancellationToken cancellationToken, params Query[] queries) =>
            transaction.QueryAsync(cancellationToken, queries);

        protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken) =>
            transaction.ExecuteAsync(text, cancellationToken, args);
    }
}
