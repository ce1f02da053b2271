namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>What has become of attempts' ends, and what their slot goes on with.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.answer")]
internal sealed record AnswerMessage
{
    /// <summary>For each end, in order, whether it was accepted.</summary>
    [Id(0)]
    public required bool[] Accepted { get; init; }

    [Id(1)]
    public required LeaseMessage[] Next { get; init; }
}
