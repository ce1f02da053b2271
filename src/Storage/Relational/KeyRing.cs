using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class KeyRing(IStoreGate gate) : IKeyRing
{
    public async ValueTask<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken) => await gate.ReadAsync(
        "read keys",
        static (transaction, token) => transaction.QueryAsync(transaction.Sql.ReadKeys, static row => row.GetString(0), token),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask AddKeyAsync(string name, string text, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        await gate.WriteAsync(
            "add key",
            Durability.PowerCut,
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync(transaction.Sql.AddKey, token, Arg.Text("@name", name), Arg.Text("@text", text)).ConfigureAwait(false);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
