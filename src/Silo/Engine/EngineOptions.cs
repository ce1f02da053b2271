namespace DropoutSweep.Silo.Engine;

/// <summary>How a silo keeps its trials; nothing here changes a result.</summary>
public sealed record EngineOptions
{
    /// <summary>How long a lease lasts; 15 s unless said. A trial of a dead silo runs elsewhere that long after its last sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often leases are renewed, a third of <see cref="Lease"/> or less; 5 s unless said.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it looks for trials of silos that died; 1 s unless said.</summary>
    public TimeSpan RescueEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Least time between two reports of epochs; 200 ms unless said.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Least time between two looks at whether a running sweep was paused or cancelled; 250 ms unless said.</summary>
    public TimeSpan WatchEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a sweep that could not be trained here (no data) is left to other silos; 10 s unless said.</summary>
    public TimeSpan AvoidFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long trials have for a checkpoint when the silo is asked to stop; 8 s unless said.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a request for trials that is under way when the silo is asked to stop has for its answer; 1 s unless said.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a trial that has ended may wait to be written, and one that a slot was handed ahead of its turn to be trained;
    /// 50 ms unless said. Slots are handed several trials at once only while they train them within that time, and in less than
    /// asking for each takes. Zero: one at a time.
    /// </summary>
    public TimeSpan AheadWithin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Whether a store that fails is waited for (a silo: results stay in memory until it answers) or ends the engine
    /// (a run in one process, where a person is told); waited for unless said.
    /// </summary>
    public bool WaitForStore { get; init; } = true;
}
