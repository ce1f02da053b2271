namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>The slots of a silo; its key is the silo's id, and it is nowhere but there.</summary>
[Alias("dropoutsweep.slots")]
internal interface ISlotGrain : IGrainWithStringKey
{
    /// <summary>Lets free slots take trials, those that the store hands out next.</summary>
    /// <param name="most">Trials at most.</param>
    /// <returns>Trials that have begun.</returns>
    [Alias("take")]
    [ResponseTimeout(CallTimes.Message)]
    Task<int> TakeAsync(int most);
}
