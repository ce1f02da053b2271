namespace DropoutSweep.Storage.Relational;

/// <summary>The texts about leases that are held, or have run out.</summary>
internal sealed class LeaseSql(SqlDialect dialect)
{
    public string RenewSilo { get; } = $"UPDATE silos SET lease_until = {dialect.Now} + @lease WHERE id = @silo";

    public string RenewTrials { get; } = $"UPDATE trials SET lease_until = {dialect.Now} + @lease WHERE {dialect.RenewedTrials}";

    /// <summary>One that was held by a transaction just then, in a transaction of its own, which may wait.</summary>
    public string RenewTrial { get; } = $"""
        UPDATE trials SET lease_until = {dialect.Now} + @lease WHERE sweep = @sweep AND number = @trial AND attempt = @attempt AND silo = @silo AND state = 'running'
        """;

    public string HeldBySilo { get; } = $"""
        SELECT t.sweep, t.number, t.attempt, s.state, t.lease_until - {dialect.Now} FROM trials t JOIN sweeps s ON s.id = t.sweep
        WHERE t.silo = @silo AND t.state = 'running' ORDER BY t.sweep, t.number
        """;

    public string OverdueSweeps { get; } = $"""
        SELECT DISTINCT sweep FROM trials {dialect.By("trials_running")} WHERE state = 'running' AND lease_until < {dialect.Now} ORDER BY sweep
        """;

    public string OverdueTrials { get; } = $"""
        SELECT t.number, t.state, t.attempt, t.silo, t.crashes, t.epochs, t.seconds FROM trials t {dialect.By("trials_running")}
        WHERE t.sweep = @sweep AND t.state = 'running' AND t.lease_until < {dialect.Now} ORDER BY t.number {dialect.LockTrial}
        """;

    public string SiloTrials { get; } = $"""
        SELECT t.number, t.state, t.attempt, t.silo, t.crashes, t.epochs, t.seconds FROM trials t
        WHERE t.sweep = @sweep AND t.silo = @silo AND t.state = 'running' ORDER BY t.number {dialect.LockTrial}
        """;
}
