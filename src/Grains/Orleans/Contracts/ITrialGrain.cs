namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>An attempt at a trial; its key is sweep/trial/attempt. It lives on the silo that holds the lease, while it is trained.</summary>
[Alias("dropoutsweep.trial")]
internal interface ITrialGrain : IGrainWithStringKey
{
    /// <summary>Begins to train it in its slot; returns at once.</summary>
    /// <returns>False when this is not the lease's silo or its slot is not free: the lease is then still to be given back.</returns>
    [Alias("start")]
    [ResponseTimeout(CallTimes.Message)]
    Task<bool> StartAsync(LeaseMessage lease);
}
