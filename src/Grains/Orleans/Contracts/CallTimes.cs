namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>
/// How long a caller waits for an answer. Calls to a silo that has died end when it is declared dead, which comes first; these
/// are for silos that live and do not answer. No call lasts as long as a trial.
/// </summary>
internal static class CallTimes
{
    /// <summary>A call that ends in a write to the store: longer than a store that is busy takes, shorter than a lease.</summary>
    public const string Decision = "00:00:10";

    /// <summary>A call that hands something on.</summary>
    public const string Message = "00:00:05";
}
