using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api;

/// <summary>What the API logs: ids 4000–4099 what was asked and done, 4100–4199 what was refused, 4200–4299 what went wrong.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(4000, LogLevel.Information, "Sweep {Sweep} submitted: {Trials} trials.")]
    public static partial void Submitted(this ILogger logger, string sweep, int trials);

    [LoggerMessage(4001, LogLevel.Information, "Sweep {Sweep}: {Verb}; it is {State} now.")]
    public static partial void Applied(this ILogger logger, string sweep, string verb, string state);

    [LoggerMessage(4002, LogLevel.Information, "Sweep {Sweep} deleted.")]
    public static partial void Deleted(this ILogger logger, string sweep);

    [LoggerMessage(4003, LogLevel.Information, "Pruned: {Sweeps} sweeps, {Models} models, {Checkpoints} checkpoints, {Events} events, {Bytes} bytes.")]
    public static partial void Pruned(this ILogger logger, int sweeps, int models, int checkpoints, long events, long bytes);

    [LoggerMessage(4004, LogLevel.Information, "Signed in from {Peer}.")]
    public static partial void SignedIn(this ILogger logger, string peer);

    [LoggerMessage(4005, LogLevel.Information, "The token in {File} has changed; the one before counts no longer.")]
    public static partial void TokenChanged(this ILogger logger, string file);

    [LoggerMessage(4100, LogLevel.Warning, "Refused {Method} {Path} from {Peer}: no token or a wrong one.")]
    public static partial void Unauthorized(this ILogger logger, string method, string path, string peer);

    [LoggerMessage(4101, LogLevel.Warning, "Refused {Method} {Path}: {What} '{Name}' is foreign.")]
    public static partial void Foreign(this ILogger logger, string method, string path, string what, string name);

    [LoggerMessage(4102, LogLevel.Warning, "Refused a submission: more than {Limit} a minute.")]
    public static partial void TooManySubmissions(this ILogger logger, int limit);

    [LoggerMessage(4103, LogLevel.Warning, "Refused to sign in from {Peer}: a wrong token.")]
    public static partial void SignInRefused(this ILogger logger, string peer);

    [LoggerMessage(4104, LogLevel.Warning, "Refused {Method} {Path} from {Peer}: its token only reads.")]
    public static partial void ReadOnly(this ILogger logger, string method, string path, string peer);

    [LoggerMessage(4105, LogLevel.Warning, "The token's file {File} cannot be used, and the token before it stands: {Reason}")]
    public static partial void TokenFileUnusable(this ILogger logger, string file, string reason);

    [LoggerMessage(4106, LogLevel.Warning, "Refused to sign in from {Peer}: more than {Limit} tries a minute.")]
    public static partial void TooManySignIns(this ILogger logger, string peer, int limit);

    [LoggerMessage(4200, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void Failed(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(4201, LogLevel.Warning, "{Method} {Path}: the store cannot be used.")]
    public static partial void StoreUnavailable(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(4202, LogLevel.Warning, "Watching for changes failed; trying again.")]
    public static partial void WatchFailed(this ILogger logger, Exception error);

    [LoggerMessage(4203, LogLevel.Error, "Keeping the page {Page} up to date failed.")]
    public static partial void LiveFailed(this ILogger logger, Exception error, string page);

    [LoggerMessage(4204, LogLevel.Error, "Looking into the model of {Sweep}'s trial {Trial} failed.")]
    public static partial void LookFailed(this ILogger logger, Exception error, string sweep, int trial);

    [LoggerMessage(4205, LogLevel.Warning, "The page could not be rendered ahead of its first reader.")]
    public static partial void WarmUpFailed(this ILogger logger, Exception error);
}
