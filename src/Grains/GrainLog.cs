using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains;

/// <summary>What grains log. Ids 5000–5999. In every build, so that the list of all events is the same with Orleans and without.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(5000, LogLevel.Information, "Trials of {Sweep} were not handed out, which is tried again: {Reason}")]
    public static partial void NotHandedOut(this ILogger logger, string sweep, string reason);

    [LoggerMessage(5001, LogLevel.Information, "Silo {Silo} was not asked to take trials: {Reason}")]
    public static partial void NotTaken(this ILogger logger, string silo, string reason);

    [LoggerMessage(5002, LogLevel.Information, "Trial {Trial} of {Sweep}, attempt {Attempt}, has not begun and is given back: {Reason}")]
    public static partial void NotBegun(this ILogger logger, string sweep, int trial, int attempt, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "The silo that takes the results of {Sweep} is lost or does not answer; another one takes over: {Reason}")]
    public static partial void DeskAway(this ILogger logger, string sweep, string reason);

    [LoggerMessage(5004, LogLevel.Warning, "No silo has taken the results of {Sweep} for {Seconds:0} s; they are brought again: {Reason}")]
    public static partial void DeskStillAway(this ILogger logger, string sweep, double seconds, string reason);

    [LoggerMessage(5005, LogLevel.Warning, "The results of {Sweep} are taken again, after {Seconds:0.0} s")]
    public static partial void DeskBack(this ILogger logger, string sweep, double seconds);

    [LoggerMessage(5006, LogLevel.Information, "Trial {Trial} of {Sweep}, attempt {Attempt}, begins without a grain of its own: {Reason}")]
    public static partial void BegunAlone(this ILogger logger, string sweep, int trial, int attempt, string reason);

    [LoggerMessage(5010, LogLevel.Warning, "Silo {Silo} was declared dead; its trials go on elsewhere")]
    public static partial void DeclaredDead(this ILogger logger, string silo);

    [LoggerMessage(5011, LogLevel.Warning, "The trials of silo {Silo}, which was declared dead, are not taken back yet: {Reason}")]
    public static partial void NotTakenBack(this ILogger logger, string silo, string reason);

    [LoggerMessage(5012, LogLevel.Warning, "Silo {Silo} of this machine was killed: where it listened nobody does; its trials go on elsewhere")]
    public static partial void Killed(this ILogger logger, string silo);

    [LoggerMessage(5013, LogLevel.Information, "Whether silos of this machine were killed is not known: {Reason}")]
    public static partial void NeighboursUnknown(this ILogger logger, string reason);
}
