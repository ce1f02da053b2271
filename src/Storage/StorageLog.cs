using Microsoft.Extensions.Logging;

namespace DropoutSweep.Storage;

/// <summary>Everything that stores log; ids 2000 to 2999.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(2000, LogLevel.Information, "Opened the store {Address} ({Engine})")]
    public static partial void Opened(ILogger logger, string address, string engine);

    [LoggerMessage(2001, LogLevel.Information, "Brought the store {Address} from schema {From} to {To}")]
    public static partial void Migrated(ILogger logger, string address, int from, int to);

    [LoggerMessage(2010, LogLevel.Warning, "'{Name}' on the store {Address} is tried again in {Delay} (try {Try}): {Reason}")]
    public static partial void Retrying(ILogger logger, string name, string address, TimeSpan delay, int @try, string reason);

    [LoggerMessage(2011, LogLevel.Error, "'{Name}' on the store {Address} has failed")]
    public static partial void Failed(ILogger logger, string name, string address, Exception error);

    [LoggerMessage(2020, LogLevel.Debug, "The file locks beside {Address} cannot be used ({Reason}); writers take turns by trying again")]
    public static partial void NoTurnstile(ILogger logger, string address, string reason);

    [LoggerMessage(2030, LogLevel.Debug, "Listening for changes of the store {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(2031, LogLevel.Warning, "Lost the connection that listens for changes of the store {Address}: {Reason}")]
    public static partial void ListenerLost(ILogger logger, string address, string reason);

    [LoggerMessage(2032, LogLevel.Debug, "Telling of a change of the store {Address} has failed: {Reason}")]
    public static partial void NotifyFailed(ILogger logger, string address, string reason);
}
