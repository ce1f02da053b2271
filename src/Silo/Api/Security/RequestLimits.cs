using System.Globalization;
using System.Threading.RateLimiting;
using DropoutSweep.Silo.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>How many submissions a silo takes: reading a specification costs time, and each sweep costs room for good.</summary>
internal static class SubmissionLimit
{
    public const string Policy = "submissions";

    public static void Configure(RateLimiterOptions options, int perMinute)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, _ => RateLimitPartition.GetTokenBucketLimiter(Policy, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perMinute,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));
        options.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            context.RequestServices.GetRequiredService<ILogger<RateLimiterOptions>>().TooManySubmissions(perMinute);
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status429TooManyRequests));
        };
    }
}
