using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans;

/// <summary>What grains log. Ids 4000–4999.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(4000, LogLevel.Information, "Trials of {Sweep} were not handed out, which is tried again: {Reason}")]
    public static partial void NotHandedOut(this ILogger logger, string sweep, string reason);

    [LoggerMessage(4001, LogLevel.Information, "Silo {Silo} was not asked to take trials: {Reason}")]
    public static partial void NotTaken(this ILogger logger, string silo, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "Trial {Trial} of {Sweep}, attempt {Attempt}, has not begun and is given back: {Reason}")]
    public static partial void NotBegun(this ILogger logger, string sweep, int trial, int attempt, string reason);

    [LoggerMessage(4010, LogLevel.Warning, "Silo {Silo} was declared dead; its trials go on elsewhere")]
    public static partial void DeclaredDead(this ILogger logger, string silo);

    [LoggerMessage(4011, LogLevel.Warning, "The trials of silo {Silo}, which was declared dead, are not taken back yet: {Reason}")]
    public static partial void NotTakenBack(this ILogger logger, string silo, string reason);

    [LoggerMessage(4012, LogLevel.Warning, "Silo {Silo} of this machine was killed: where it listened nobody does; its trials go on elsewhere")]
    public static partial void Killed(this ILogger logger, string silo);

    [LoggerMessage(4013, LogLevel.Information, "Whether silos of this machine were killed is not known: {Reason}")]
    public static partial void NeighboursUnknown(this ILogger logger, string reason);
}
