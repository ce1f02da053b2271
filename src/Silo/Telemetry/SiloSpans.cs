using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>
/// Every span of a silo. A sweep is one trace over all silos: its trace id, and the id that its spans have for a parent, are made
/// of the sweep's id, so that no silo has to be told. <c>sweep</c> is written by whichever silo ends it, <c>trial</c> for each
/// attempt by the silo that made it, with an <c>epoch</c> inside for each of its epochs. Costs nothing while nobody listens.
/// </summary>
internal static class SiloSpans
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "DropoutSweep";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>An attempt begins, on the slot's thread; null when nobody listens.</summary>
    public static Activity? BeginTrial(AttemptId attempt, int slot)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        var span = s_source.StartActivity("trial", ActivityKind.Internal, ContextOf(attempt.Sweep));
        return span?.SetTag("dropoutsweep.sweep", attempt.Sweep)
            .SetTag("dropoutsweep.trial", attempt.Trial)
            .SetTag("dropoutsweep.attempt", attempt.Attempt)
            .SetTag("dropoutsweep.slot", slot);
    }

    /// <summary>An attempt has come to something; the span ends when it is disposed.</summary>
    public static void EndTrial(Activity? span, AttemptOutcome outcome)
    {
        span?.SetTag("dropoutsweep.outcome", StateNames.Of(outcome));
        if (outcome is AttemptOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>An epoch of the thread's trial has been trained.</summary>
    public static void EpochTrained(int epoch, DateTimeOffset began, TimeSpan duration)
    {
        if (Activity.Current is { Source.Name: SourceName } trial && s_source.HasListeners())
        {
            using var span = s_source.CreateActivity("epoch", ActivityKind.Internal, trial.Context);
            span?.SetStartTime(began.UtcDateTime).SetTag("dropoutsweep.epoch", epoch).Start().SetEndTime(began.UtcDateTime + duration);
        }
    }

    /// <summary>A sweep has ended; from its submission to now.</summary>
    public static void SweepEnded(SweepRecord sweep)
    {
        if (!s_source.HasListeners())
        {
            return;
        }

        using var span = s_source.CreateActivity("sweep", ActivityKind.Internal, ContextOf(sweep.Id));
        span?.SetStartTime(sweep.SubmittedAt.UtcDateTime)
            .SetTag("dropoutsweep.sweep", sweep.Id)
            .SetTag("dropoutsweep.state", StateNames.Of(sweep.State))
            .SetTag("dropoutsweep.trials", sweep.Trials.Ended)
            .SetTag("dropoutsweep.failed", sweep.Trials.Failed)
            .Start()
            .SetEndTime((sweep.EndedAt ?? sweep.SubmittedAt).UtcDateTime);
    }

    /// <summary>The place of a sweep's spans, from its id: the first 16 bytes of its SHA-256 are the trace, the next 8 the parent.</summary>
    public static ActivityContext ContextOf(string sweep)
    {
        var sum = SHA256.HashData(Encoding.UTF8.GetBytes(sweep)).AsSpan();
        return new ActivityContext(ActivityTraceId.CreateFromBytes(sum[..16]), ActivitySpanId.CreateFromBytes(sum[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
