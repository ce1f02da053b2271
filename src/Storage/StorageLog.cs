using Microsoft.Extensions.Logging;

namespace DropoutSweep.Storage;

/// <summary>Everything that stores log; ids 2000 to 2999.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(2000, LogLevel.Information, "Opened the store {Address} ({Engine})")]
    public static partial void Opened(ILogger logger, string address, string engine);

    [LoggerMessage(2001, LogLevel.Information, "Brought the store {Address} from schema {From} to {To}")]
    public static partial void Migrated(ILogger logger, string address, int from, int to);

    [LoggerMessage(2010, LogLevel.Information, "'{Name}' on the store {Address} is tried again in {Seconds:0.###} s (try {Try}): {Reason}")]
    public static partial void Retrying(ILogger logger, string name, string address, double seconds, int @try, string reason);

    [LoggerMessage(2011, LogLevel.Error, "'{Name}' on the store {Address} has failed")]
    public static partial void Failed(ILogger logger, string name, string address, Exception error);

    [LoggerMessage(2012, LogLevel.Warning, "The store {Address} does not answer and is tried again: {Reason}")]
    public static partial void Away(ILogger logger, string address, string reason);

    [LoggerMessage(2013, LogLevel.Warning, "The store {Address} has not answered for {Seconds:0} s and is tried again: {Reason}")]
    public static partial void StillAway(ILogger logger, string address, double seconds, string reason);

    [LoggerMessage(2014, LogLevel.Warning, "The store {Address} answers again, after {Seconds:0.0} s")]
    public static partial void Back(ILogger logger, string address, double seconds);

    [LoggerMessage(2020, LogLevel.Debug, "The file locks beside {Address} cannot be used ({Reason}); writers take turns by trying again")]
    public static partial void NoTurnstile(ILogger logger, string address, string reason);

    [LoggerMessage(2030, LogLevel.Debug, "Listening for changes of the store {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(2031, LogLevel.Information, "Lost the connection that listens for changes of the store {Address}: {Reason}")]
    public static partial void ListenerLost(ILogger logger, string address, string reason);

    [LoggerMessage(2032, LogLevel.Debug, "Telling of a change of the store {Address} has failed: {Reason}")]
    public static partial void NotifyFailed(ILogger logger, string address, string reason);
}
