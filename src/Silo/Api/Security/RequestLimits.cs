using System.Globalization;
using System.Threading.RateLimiting;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>
/// How often some things may be asked for. Reading a specification costs time, and each sweep costs room for good; whoever tries
/// tokens at the page's door is slowed down, by address, so that he keeps nobody else out who has another one (behind a proxy all
/// have the proxy's).
/// </summary>
internal static class RequestLimits
{
    /// <summary>The limit of submissions.</summary>
    public const string Submissions = "submissions";

    /// <summary>The limit of tries to sign in.</summary>
    public const string SignIns = "sign-ins";

    public static void Configure(RateLimiterOptions limiter, ApiOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Submissions, _ => RateLimitPartition.GetTokenBucketLimiter(Submissions, _ => Minutely(options.SubmissionsPerMinute)));
        limiter.AddPolicy(SignIns, context => RateLimitPartition.GetTokenBucketLimiter(PeerOf(context), _ => Minutely(options.SignInsPerMinute)));
        limiter.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestLimits).FullName!);
            var signIn = context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is SignIns;
            if (signIn)
            {
                logger.TooManySignIns(PeerOf(context), options.SignInsPerMinute);
            }
            else
            {
                logger.TooManySubmissions(options.SubmissionsPerMinute);
            }

            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var problem = Problems.Of(StatusCodes.Status429TooManyRequests);
            await Problems.WriteAsync(context, signIn ? problem with { Title = "Too many tries to sign in" } : problem);
        };
    }

    private static string PeerOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "?";

    private static TokenBucketRateLimiterOptions Minutely(int count) => new()
    {
        TokenLimit = count,
        TokensPerPeriod = count,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    };
}
