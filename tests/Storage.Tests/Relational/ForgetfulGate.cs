using System.Data.Common;
using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Relational;

/// <summary>A gate whose every first commit happens, but whose answer is lost, so that the body is run again.</summary>
internal sealed class ForgetfulGate(IStoreGate gate) : IStoreGate
{
    public StoreDescription Description => gate.Description;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => gate.OpenAsync(cancellationToken);

    public async ValueTask<T> WriteAsync<T>(string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        await gate.WriteAsync(name, body, cancellationToken);
        return await gate.WriteAsync(name, (transaction, token) => body(new Again(transaction) { MayRepeat = true }, token), cancellationToken);
    }

    public ValueTask<T> ReadAsync<T>(string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken) =>
        gate.ReadAsync(name, body, cancellationToken);

    public ValueTask CompactAsync(CancellationToken cancellationToken) => gate.CompactAsync(cancellationToken);

    public ValueTask WaitForChangeAsync(TimeSpan timeout, CancellationToken cancellationToken) => gate.WaitForChangeAsync(timeout, cancellationToken);

    public ValueTask DisposeAsync() => gate.DisposeAsync();

    private sealed class Again(StoreTransaction transaction) : StoreTransaction(transaction.Sql)
    {
        public override ValueTask<List<T>> QueryAsync<T>(string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params Arg[] args) =>
            transaction.QueryAsync(text, read, cancellationToken, args);

        protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken) =>
            transaction.ExecuteAsync(text, cancellationToken, args);
    }
}
