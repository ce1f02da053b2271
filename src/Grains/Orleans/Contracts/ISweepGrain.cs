using Orleans.CodeGeneration;

namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>
/// A sweep's coordinator; its key is the sweep's id. There is one in a cluster, wherever; two at once, while a cluster is
/// parted, do no harm, as the store decides.
/// <para>
/// Silos of two versions work side by side while a cluster is upgraded: aliases and ids stay, members are only added,
/// with ids of their own, and with a method the version rises, so that the grain moves to a silo that has it.
/// </para>
/// </summary>
[Alias("dropoutsweep.sweep")]
[Version(2)]
internal interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>Takes epochs of the sweep's trials.</summary>
    /// <returns>For each, in order, what its attempt shall do.</returns>
    [Alias("report")]
    [ResponseTimeout(CallTimes.Decision)]
    Task<string[]> ReportAsync(EpochsMessage[] reports);

    /// <summary>Takes the end of an attempt.</summary>
    /// <returns>Whether it was accepted; refused, the trial is another attempt's.</returns>
    [Alias("end")]
    [ResponseTimeout(CallTimes.Decision)]
    Task<bool> EndAsync(EndMessage end);

    /// <summary>Takes ends of a slot's attempts together, and hands the slot trials to go on with.</summary>
    /// <param name="ends">The ends.</param>
    /// <param name="next">What the slot asks for; null for nothing.</param>
    [Alias("complete")]
    [ResponseTimeout(CallTimes.Decision)]
    Task<AnswerMessage> CompleteAsync(EndMessage[] ends, ClaimMessage? next);

    /// <summary>Decides what comes next.</summary>
    [Alias("advance")]
    [ResponseTimeout(CallTimes.Decision)]
    Task AdvanceAsync();

    /// <summary>Hands out what there is to hand out; returns at once.</summary>
    [Alias("wake")]
    [ResponseTimeout(CallTimes.Message)]
    Task WakeAsync();
}
