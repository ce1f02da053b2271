using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Logging;

/// <summary>What the engine logs. Ids 3000–3999.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(3000, LogLevel.Information, "Silo {Silo} has entered with {Slots} slots on {Store}")]
    public static partial void Entered(this ILogger logger, string silo, int slots, string store);

    [LoggerMessage(3001, LogLevel.Information, "Silo {Silo} has left")]
    public static partial void Left(this ILogger logger, string silo);

    [LoggerMessage(3002, LogLevel.Warning, "Silo {Silo} could not take itself off the list of silos: {Reason}")]
    public static partial void NotLeft(this ILogger logger, string silo, string reason);

    [LoggerMessage(3010, LogLevel.Debug, "Trial {Trial} of {Sweep} begins in slot {Slot}, attempt {Attempt}")]
    public static partial void Begun(this ILogger logger, string sweep, int trial, int slot, int attempt);

    [LoggerMessage(3011, LogLevel.Debug, "Trial {Trial} of {Sweep}, attempt {Attempt}: {Outcome}")]
    public static partial void Ended(this ILogger logger, string sweep, int trial, int attempt, string outcome);

    [LoggerMessage(3012, LogLevel.Information, "Trial {Trial} of {Sweep}, attempt {Attempt}, is no longer this silo's and was dropped")]
    public static partial void Dropped(this ILogger logger, string sweep, int trial, int attempt);

    [LoggerMessage(3013, LogLevel.Warning, "Trial {Trial} of {Sweep}: attempt {Attempt} was lost with its silo; it goes on elsewhere")]
    public static partial void Rescued(this ILogger logger, string sweep, int trial, int attempt);

    [LoggerMessage(3014, LogLevel.Warning, "{Message}")]
    public static partial void Noticed(this ILogger logger, string message);

    [LoggerMessage(3020, LogLevel.Warning, "{Sweep} cannot be trained here for now: {Reason}")]
    public static partial void Unavailable(this ILogger logger, string sweep, string reason);

    [LoggerMessage(3021, LogLevel.Information, "The cluster does not answer and is asked again: {Reason}")]
    public static partial void NotReached(this ILogger logger, string reason);

    [LoggerMessage(3030, LogLevel.Information, "The store does not answer and is tried again: {Reason}")]
    public static partial void StoreFailed(this ILogger logger, string reason);

    [LoggerMessage(3031, LogLevel.Error, "Trial {Trial} of {Sweep}, attempt {Attempt}: {Reason}")]
    public static partial void AttemptFailed(this ILogger logger, string sweep, int trial, int attempt, string reason);

    [LoggerMessage(3032, LogLevel.Warning, "Training could not be tried out beforehand, the first trials begin later: {Reason}")]
    public static partial void NotWarm(this ILogger logger, string reason);
}
