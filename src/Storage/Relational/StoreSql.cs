using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// Every SQL text that both databases understand, by name. Locks are taken in one order, sweep before trial. Each write
/// of an attempt names its attempt.
/// </summary>
internal sealed class StoreSql(SqlDialect dialect)
{
    private const string SweepColumns = """
        s.id, s.name, s.key, p.text, s.specification_hash, s.state, s.reason, s.priority, s.max_concurrent, s.keep_models,
        s.max_crashes, s.dataset_name, s.dataset_fingerprint, s.planned, s.created, s.pending, s.running, s.completed,
        s.stopped_early, s.failed, s.cancelled, s.lost, s.epochs, s.seconds, s.best_trial, s.best_cost, s.sequence,
        s.submitted_at, s.started_at, s.ended_at
        """;

    private const string TrialColumns = """
        t.number, t.configuration, t.replicate, t.seed, t.state, t.attempt, t.losses, t.crashes, t.silo, t.slot, t.epochs,
        t.seconds, t.failure_kind, t.failure, t.started_at, t.ended_at, t.ended_sequence,
        CASE WHEN EXISTS (SELECT 1 FROM checkpoints c WHERE c.sweep = t.sweep AND c.trial = t.number) THEN 1 ELSE 0 END,
        CASE WHEN EXISTS (SELECT 1 FROM models m WHERE m.sweep = t.sweep AND m.trial = t.number) THEN 1 ELSE 0 END
        """;

    /// <summary>A trial's result, looked up for each row by itself: the order of the trials stays as it is.</summary>
    private const string Result = "(SELECT r.result FROM results r WHERE r.sweep = t.sweep AND r.trial = t.number)";

    /// <summary>That something was freed is not freed itself: a second time there is nothing left to do.</summary>
    private const string OldEvents = $"sweep = @sweep AND kind <> '{SweepEventKinds.Pruned}'";

    private const string SweepTables = "sweeps s JOIN specifications p ON p.sweep = s.id";

    private readonly string _trialFilter = $"""
        t.sweep = @sweep AND (@states IS NULL OR t.state IN ({dialect.Strings("@states")}))
        AND (@configuration IS NULL OR t.configuration = @configuration)
        """;

    /// <summary>The texts about leases that are held, or have run out.</summary>
    public LeaseSql Leases { get; } = new(dialect);

    /// <summary>The texts about members of clusters.</summary>
    public MembershipSql Membership { get; } = new(dialect);

    // Sweeps.
    public string LockSweep { get; } = $"SELECT {SweepColumns}, {dialect.Now} FROM {SweepTables} WHERE s.id = @sweep {dialect.LockSweep}";

    public string FindSweep { get; } = $"SELECT {SweepColumns} FROM {SweepTables} WHERE s.id = @sweep";

    public string FindSweepByKey { get; } = $"SELECT {SweepColumns} FROM {SweepTables} WHERE s.key = @key";

    public string ListSweeps { get; } = $"""
        SELECT {SweepColumns} FROM {SweepTables}
        WHERE (@states IS NULL OR s.state IN ({dialect.Strings("@states")})) AND (@name IS NULL OR s.name = @name)
        ORDER BY s.ordinal DESC LIMIT @limit OFFSET @offset
        """;

    public string InsertSweep { get; } = $"""
        INSERT INTO sweeps (id, name, key, specification_hash, state, priority, max_concurrent, keep_models, max_crashes, planned, submitted_at)
        VALUES (@sweep, @name, @key, @hash, 'queued', @priority, @maxConcurrent, @keepModels, @maxCrashes, @planned, {dialect.Now})
        ON CONFLICT DO NOTHING RETURNING ordinal
        """;

    public string InsertSpecification { get; } = "INSERT INTO specifications (sweep, text) VALUES (@sweep, @text)";

    public string SaveSweep { get; } = """
        UPDATE sweeps SET state = @state, reason = @reason, planned = @planned, created = @created, pending = @pending,
        running = @running, completed = @completed, stopped_early = @stoppedEarly, failed = @failed, cancelled = @cancelled,
        lost = @lost, epochs = @epochs, seconds = @seconds, best_trial = @bestTrial, best_cost = @bestCost,
        sequence = @sequence, started_at = @startedAt, ended_at = @endedAt WHERE id = @sweep
        """;

    public string FixDataset { get; } = """
        UPDATE sweeps SET dataset_name = @name, dataset_fingerprint = @fingerprint WHERE id = @sweep AND dataset_name IS NULL
        """;

    public string DeleteSweep { get; } = "DELETE FROM sweeps WHERE id = @sweep";

    public string InsertEvent { get; } = """
        INSERT INTO events (sweep, sequence, at, kind, trial, data) VALUES (@sweep, @sequence, @at, @kind, @trial, @data)
        """;

    public string ReadEvents { get; } = """
        SELECT sequence, at, kind, trial, data FROM events WHERE sweep = @sweep AND sequence > @after ORDER BY sequence LIMIT @limit
        """;

    // Decisions.
    public string InsertTrials { get; } = $"""
        INSERT INTO trials (sweep, number, configuration, replicate, seed, state) {dialect.TrialRows}
        """;

    public string CancelOpen { get; } = """
        UPDATE trials SET state = 'cancelled', lease_until = NULL, ended_at = @now, ended_sequence = @sequence + o.place
        FROM (SELECT number AS open, row_number() OVER (ORDER BY number) AS place FROM trials
              WHERE sweep = @sweep AND state IN ('pending', 'running')) AS o
        WHERE sweep = @sweep AND number = o.open
        """;

    public string CancelAttempts { get; } = """
        UPDATE attempts SET ended_at = @now, outcome = 'cancelled' WHERE sweep = @sweep AND ended_at IS NULL
        """;

    public string CancelEvents { get; } = """
        INSERT INTO events (sweep, sequence, at, kind, trial, data)
        SELECT sweep, ended_sequence, @now, 'ended', number, '{"attempt":' || attempt || ',"state":"cancelled","failure":null}'
        FROM trials WHERE sweep = @sweep AND ended_sequence > @sequence
        """;

    public string SumOpen { get; } = "SELECT COALESCE(SUM(epochs), 0) FROM trials WHERE sweep = @sweep AND state IN ('pending', 'running')";

    public string SumUnfinished { get; } = "SELECT COALESCE(SUM(epochs), 0) FROM trials WHERE sweep = @sweep AND state IN ('failed', 'cancelled')";

    public string RetryResults { get; } = """
        DELETE FROM results WHERE sweep = @sweep AND trial IN (SELECT number FROM trials WHERE sweep = @sweep AND state IN ('failed', 'cancelled'))
        """;

    public string RetryModels { get; } = """
        DELETE FROM models WHERE sweep = @sweep AND trial IN (SELECT number FROM trials WHERE sweep = @sweep AND state IN ('failed', 'cancelled'))
        """;

    /// <summary>Epochs stay where a checkpoint does, from which the trial goes on.</summary>
    public string RetryEpochs { get; } = """
        DELETE FROM epochs WHERE sweep = @sweep AND trial IN (SELECT number FROM trials WHERE sweep = @sweep AND state IN ('failed', 'cancelled'))
        AND NOT EXISTS (SELECT 1 FROM checkpoints c WHERE c.sweep = @sweep AND c.trial = epochs.trial)
        """;

    /// <summary>So do its seconds, which the checkpoint counts on; without one they begin anew.</summary>
    public string RetryTrials { get; } = """
        UPDATE trials SET state = 'pending', crashes = 0, losses = 0, cost = NULL, failure_kind = NULL, failure = NULL,
        ended_at = NULL, ended_sequence = NULL,
        seconds = CASE WHEN EXISTS (SELECT 1 FROM checkpoints c WHERE c.sweep = trials.sweep AND c.trial = trials.number) THEN seconds ELSE 0 END,
        epochs = (SELECT COUNT(*) FROM epochs e WHERE e.sweep = trials.sweep AND e.trial = trials.number)
        WHERE sweep = @sweep AND state IN ('failed', 'cancelled')
        """;

    // Leases.
    public string? LockSilo { get; } = dialect.LockSilo;

    public string SiloLoad { get; } = "SELECT COUNT(*), COALESCE(MAX(crashes), 0) FROM trials WHERE silo = @silo AND state = 'running'";

    public string Waiting { get; } = $"""
        SELECT s.id, s.ordinal, s.priority, s.running, s.pending, s.max_concurrent,
        CASE WHEN EXISTS (SELECT 1 FROM trials t {dialect.By("trials_pending")} WHERE t.sweep = s.id AND t.state = 'pending' AND t.crashes = 0) THEN 1 ELSE 0 END
        FROM sweeps s WHERE s.pending > 0 AND s.state IN ('queued', 'running')
        AND (s.max_concurrent IS NULL OR s.running < s.max_concurrent) AND s.id NOT IN ({dialect.Strings("@except")})
        ORDER BY s.priority DESC, s.running, s.ordinal
        """;

    public string IsAnyWaiting { get; } = $"""
        SELECT CASE WHEN EXISTS (SELECT 1 FROM sweeps s WHERE s.pending > 0 AND s.state IN ('queued', 'running')
        AND (s.max_concurrent IS NULL OR s.running < s.max_concurrent) AND s.id NOT IN ({dialect.Strings("@except")})) THEN 1 ELSE 0 END
        """;

    public string Ready { get; } = $"""
        SELECT number, configuration, replicate, seed, attempt, crashes,
        CASE WHEN EXISTS (SELECT 1 FROM checkpoints c WHERE c.sweep = @sweep AND c.trial = number) THEN 1 ELSE 0 END
        FROM (SELECT * FROM (SELECT * FROM trials {dialect.By("trials_pending")}
                WHERE sweep = @sweep AND state = 'pending' AND crashes = 0 ORDER BY number LIMIT @limit) AS a
              UNION ALL
              SELECT * FROM (SELECT * FROM trials {dialect.By("trials_suspect")}
                WHERE sweep = @sweep AND state = 'pending' AND crashes > 0 ORDER BY number LIMIT @suspects) AS b) AS t
        ORDER BY number
        """;

    /// <summary>
    /// A sweep's next trials for a slot that has just ended some of it: only while no other sweep waits, whose turn it might
    /// be, and no trial that must be alone, for which the silo would have to come to rest.
    /// </summary>
    public string ReadyNext { get; } = $"""
        SELECT number, configuration, replicate, seed, attempt, crashes,
        CASE WHEN EXISTS (SELECT 1 FROM checkpoints c WHERE c.sweep = @sweep AND c.trial = number) THEN 1 ELSE 0 END
        FROM trials {dialect.By("trials_pending")} WHERE sweep = @sweep AND state = 'pending' AND crashes = 0
        AND NOT EXISTS (SELECT 1 FROM sweeps s WHERE s.state IN ('queued', 'running') AND s.pending > 0 AND s.id <> @sweep
          AND s.priority >= (SELECT own.priority FROM sweeps own WHERE own.id = @sweep)
          AND (s.max_concurrent IS NULL OR s.running < s.max_concurrent) AND s.id NOT IN ({dialect.Strings("@except")}))
        AND NOT EXISTS (SELECT 1 FROM trials t {dialect.By("trials_suspect")} WHERE t.sweep = @sweep AND t.state = 'pending' AND t.crashes > 0)
        ORDER BY number LIMIT @limit
        """;

    public string ClaimTrial { get; } = """
        UPDATE trials SET state = 'running', attempt = @attempt, silo = @silo, slot = @slot, lease_until = @until, started_at = @now
        WHERE sweep = @sweep AND number = @trial AND attempt = @attempt - 1 AND state = 'pending'
        """;

    public string InsertAttempt { get; } = """
        INSERT INTO attempts (sweep, trial, attempt, silo, slot, started_at) VALUES (@sweep, @trial, @attempt, @silo, @slot, @now)
        """;

    public string EndAttempt { get; } = """
        UPDATE attempts SET ended_at = @ended, outcome = @outcome, started_at = CASE WHEN @began > started_at THEN @began ELSE started_at END
        WHERE sweep = @sweep AND trial = @trial AND attempt = @attempt AND ended_at IS NULL
        """;

    public string GiveBackTrial { get; } = """
        UPDATE trials SET state = 'pending', lease_until = NULL, losses = losses + @loss, crashes = crashes + @crash
        WHERE sweep = @sweep AND number = @trial AND attempt = @attempt AND state = 'running'
        """;

    public string EndingTrials { get; } = $"""
        SELECT t.number, t.state, t.attempt, t.silo, t.crashes, t.epochs, t.seconds,
        (SELECT COUNT(*) FROM epochs e WHERE e.sweep = t.sweep AND e.trial = t.number) FROM {dialect.TrialsByNumber}
        """;

    public string TrialsByNumber { get; } = $"""
        SELECT t.number, t.state, t.attempt, t.silo, t.crashes, t.epochs, t.seconds FROM {dialect.TrialsByNumber}
        """;

    // Attempts.
    public string ReportTrial { get; } = """
        UPDATE trials SET epochs = @epochs, seconds = @seconds WHERE sweep = @sweep AND number = @trial AND attempt = @attempt AND state = 'running'
        """;

    public string WriteEpoch { get; } = """
        INSERT INTO epochs (sweep, trial, epoch, metrics) VALUES (@sweep, @trial, @epoch, @metrics)
        ON CONFLICT (sweep, trial, epoch) DO UPDATE SET metrics = excluded.metrics
        """;

    public string DropEpochsAfter { get; } = "DELETE FROM epochs WHERE sweep = @sweep AND trial = @trial AND epoch > @epoch";

    public string LockAttempt { get; } = $"""
        SELECT t.number FROM trials t WHERE t.sweep = @sweep AND t.number = @trial AND t.attempt = @attempt AND t.state = 'running' {dialect.LockTrial}
        """;

    public string WriteCheckpoint { get; } = """
        INSERT INTO checkpoints (sweep, trial, bytes, data) VALUES (@sweep, @trial, @bytes, @data)
        ON CONFLICT (sweep, trial) DO UPDATE SET bytes = excluded.bytes, data = excluded.data
        """;

    public string ReadCheckpoint { get; } = """
        SELECT c.data FROM checkpoints c JOIN trials t ON t.sweep = c.sweep AND t.number = c.trial
        WHERE c.sweep = @sweep AND c.trial = @trial AND t.attempt = @attempt AND t.state = 'running'
        """;

    public string DropCheckpoint { get; } = "DELETE FROM checkpoints WHERE sweep = @sweep AND trial = @trial";

    public string EndTrial { get; } = """
        UPDATE trials SET state = @state, lease_until = NULL, epochs = @epochs, seconds = @seconds, cost = @cost,
        failure_kind = @failureKind, failure = @failure, ended_at = @now, ended_sequence = @sequence
        WHERE sweep = @sweep AND number = @trial AND attempt = @attempt AND state = 'running'
        """;

    /// <summary>A trial that was just given back ends all the same: it has crashed too often.</summary>
    public string FailTrial { get; } = """
        UPDATE trials SET state = 'failed', failure_kind = @failureKind, failure = @failure, ended_at = @now, ended_sequence = @sequence
        WHERE sweep = @sweep AND number = @trial AND attempt = @attempt AND state = 'pending'
        """;

    /// <summary>Run before any lock is taken, by an attempt that may have been lost.</summary>
    public string WriteResult { get; } = """
        INSERT INTO results (sweep, trial, result, confusion) SELECT @sweep, @trial, @result, @confusion
        WHERE EXISTS (SELECT 1 FROM trials t WHERE t.sweep = @sweep AND t.number = @trial AND t.attempt = @attempt AND t.state = 'running')
        ON CONFLICT (sweep, trial) DO UPDATE SET result = excluded.result, confusion = excluded.confusion
        """;

    public string KeptModels { get; } = "SELECT cost, trial FROM models WHERE sweep = @sweep ORDER BY cost, trial LIMIT @keep";

    public string WriteModel { get; } = """
        INSERT INTO models (sweep, trial, cost, bytes, data) VALUES (@sweep, @trial, @cost, @bytes, @data)
        ON CONFLICT (sweep, trial) DO UPDATE SET cost = excluded.cost, bytes = excluded.bytes, data = excluded.data
        """;

    // Results.
    public string CountTrials => $"SELECT COUNT(*) FROM trials t WHERE {_trialFilter}";

    public string FindTrial { get; } = $"""
        SELECT {TrialColumns}, r.result, r.confusion FROM trials t {dialect.OfTrial("results", "r")} WHERE t.sweep = @sweep AND t.number = @trial
        """;

    public string ReadEnded { get; } = $"""
        SELECT {TrialColumns}, r.result, CASE WHEN @confusion = 1 THEN r.confusion END FROM trials t {dialect.OfTrial("results", "r")}
        WHERE t.sweep = @sweep AND t.ended_sequence > @after ORDER BY t.ended_sequence LIMIT @limit
        """;

    public string ReadEpochs { get; } = "SELECT metrics FROM epochs WHERE sweep = @sweep AND trial = @trial ORDER BY epoch";

    public string ReadAllEpochs { get; } = $"""
        SELECT t.number, e.metrics FROM (SELECT number FROM trials
          WHERE sweep = @sweep AND number > @after AND ended_at IS NOT NULL ORDER BY number LIMIT @limit) AS t
        {dialect.OfTrial("epochs", "e")} ORDER BY t.number, e.epoch
        """;

    public string ReadModel { get; } = "SELECT data FROM models WHERE sweep = @sweep AND trial = @trial";

    public string ListAttempts { get; } = """
        SELECT trial, attempt, silo, slot, started_at, ended_at, outcome FROM attempts WHERE sweep = @sweep
        ORDER BY started_at, trial, attempt
        """;

    public string ListAttemptsOfTrial { get; } = """
        SELECT trial, attempt, silo, slot, started_at, ended_at, outcome FROM attempts WHERE sweep = @sweep AND trial = @trial
        ORDER BY attempt
        """;

    // Keys.
    public string ReadKeys { get; } = "SELECT text FROM keys ORDER BY ordinal";

    public string AddKey { get; } = $"""
        INSERT INTO keys (name, text, added_at) VALUES (@name, @text, {dialect.Now})
        ON CONFLICT (name) DO NOTHING
        """;

    // Silos.
    public string? LockEngine { get; } = dialect.LockEngine;

    public string? ShareEngine { get; } = dialect.ShareEngine;

    /// <summary>Living silos of another engine than a name.</summary>
    public string OtherEngines { get; } = $"""
        SELECT id, host, process, engine, lease_until - {dialect.Now} FROM silos WHERE engine <> @engine AND lease_until >= {dialect.Now} ORDER BY id
        """;

    /// <summary>Living silos of another engine than a silo's.</summary>
    public string OtherEnginesThanOf { get; } = $"""
        SELECT id, host, process, engine, lease_until - {dialect.Now} FROM silos
        WHERE engine <> (SELECT engine FROM silos WHERE id = @silo) AND lease_until >= {dialect.Now} ORDER BY id
        """;

    public string EnterSilo { get; } = $"""
        INSERT INTO silos (id, host, process, address, slots, engine, version, vector_bits, entered_at, lease_until)
        VALUES (@silo, @host, @process, @address, @slots, @engine, @version, @vectorBits, {dialect.Now}, {dialect.Now} + @lease)
        ON CONFLICT (id) DO UPDATE SET host = excluded.host, process = excluded.process, address = excluded.address,
        slots = excluded.slots, engine = excluded.engine, version = excluded.version, vector_bits = excluded.vector_bits,
        lease_until = excluded.lease_until
        """;

    /// <summary>Silos that died without a word a day ago, and hold nothing, are forgotten.</summary>
    public string ForgetSilos { get; } = $"""
        DELETE FROM silos WHERE lease_until < {dialect.Now} - 86400000000
        AND NOT EXISTS (SELECT 1 FROM trials t WHERE t.silo = silos.id AND t.state = 'running')
        """;

    public string LeaveSilo { get; } = "DELETE FROM silos WHERE id = @silo";

    public string ListSilos { get; } = $"""
        SELECT i.id, i.host, i.process, i.address, i.slots, i.engine, i.version, i.vector_bits, i.entered_at, i.lease_until,
        CASE WHEN i.lease_until >= {dialect.Now} THEN 1 ELSE 0 END,
        (SELECT COUNT(*) FROM trials t WHERE t.silo = i.id AND t.state = 'running')
        FROM silos i ORDER BY i.id
        """;

    // Upkeep.
    public string EndedSweeps { get; } = $"""
        SELECT s.id, s.keep_models FROM sweeps s WHERE s.ended_at <= {dialect.Now} - @age AND (@sweep IS NULL OR s.id = @sweep)
        AND s.state IN ('completed', 'completedWithFailures', 'cancelled') ORDER BY s.id
        """;

    public string LockEndedSweeps => $"{EndedSweeps} {dialect.LockSweep}";

    public string CountModels { get; } = """
        SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM (SELECT bytes FROM models WHERE sweep = @sweep
        ORDER BY cost, trial LIMIT 1000000000 OFFSET @keep) AS m
        """;

    public string PruneModels { get; } = """
        DELETE FROM models WHERE sweep = @sweep AND trial IN (SELECT trial FROM models WHERE sweep = @sweep
        ORDER BY cost, trial LIMIT 1000000000 OFFSET @keep)
        """;

    public string CountCheckpoints { get; } = "SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM checkpoints WHERE sweep = @sweep";

    public string PruneCheckpoints { get; } = "DELETE FROM checkpoints WHERE sweep = @sweep";

    public string CountEvents { get; } = $"SELECT COUNT(*) FROM events WHERE {OldEvents}";

    public string PruneEvents { get; } = $"DELETE FROM events WHERE {OldEvents}";

    /// <summary>A page of trials, in an order.</summary>
    public string ListTrials(TrialOrder order, bool descending)
    {
        var direction = descending ? " DESC" : string.Empty;
        var sort = order switch
        {
            TrialOrder.Number => $"t.number{direction}",
            TrialOrder.Objective => $"t.cost IS NULL, t.cost{direction}, t.number",
            TrialOrder.Seconds => $"t.seconds{direction}, t.number",
            TrialOrder.Ended => $"t.ended_sequence IS NULL, t.ended_sequence{direction}, t.number",
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };

        // SQLite reads in the key's order without sorting. Everywhere else what belongs to a trial is looked up for those of the page alone.
        return order == TrialOrder.Number && dialect.SkipsRowsUnread
            ? $"""
              SELECT {TrialColumns}, {Result} FROM trials t WHERE {_trialFilter} ORDER BY {sort} LIMIT @limit OFFSET @offset
              """
            : $"""
              SELECT {TrialColumns}, {Result} FROM (SELECT * FROM trials t WHERE {_trialFilter} ORDER BY {sort} LIMIT @limit OFFSET @offset) AS t
              ORDER BY {sort}
              """;
    }
}
