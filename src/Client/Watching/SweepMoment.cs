using DropoutSweep.Client.Cluster;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Watching;

/// <summary>Where a cluster's sweep stands at one moment.</summary>
internal sealed record SweepMoment
{
    /// <summary>Most running trials that are asked for: more do not fit on a screen.</summary>
    private const int MostRunning = 200;

    /// <summary>The sweep.</summary>
    public required SweepView Sweep { get; init; }

    /// <summary>Its specification.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>The silos that live.</summary>
    public required IReadOnlyList<SiloRecord> Silos { get; init; }

    /// <summary>Its running trials, the first <see cref="MostRunning"/> of them.</summary>
    public required IReadOnlyList<TrialView> Running { get; init; }

    /// <summary>The best trial so far; null for none.</summary>
    public TrialView? Best { get; init; }

    /// <summary>Time since its first trial began, until its end; zero before.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Trials done, the running ones by their share of epochs.</summary>
    public double Done => Sweep.Trials.Ended + Running.Sum(trial => Math.Min(1, trial.Epochs / (double)Spec.Configuration(trial.Configuration).Training.Training.Epochs));

    /// <summary>Share of the sweep that is done, in [0, 1].</summary>
    public double Share => Sweep.Planned > 0 ? Math.Clamp(Done / Sweep.Planned, 0, 1) : 1;

    /// <summary>Time left at the pace since the sweep began; null when it has ended, rests, or has shown no pace.</summary>
    public TimeSpan? Left => Sweep.State == SweepState.Running && Done > 0 && Elapsed >= TimeSpan.FromSeconds(1)
        ? Elapsed * ((1 - Share) / Share)
        : null;

    /// <summary>Asks the cluster.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="id">The sweep.</param>
    /// <param name="spec">Its specification.</param>
    /// <param name="known">The best trial when last asked; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<SweepMoment> AskAsync(SiloClient client, string id, SweepSpec spec, TrialView? known, CancellationToken cancellationToken)
    {
        var sweep = await client.SweepAsync(id, cancellationToken).ConfigureAwait(false);
        var silos = await client.SilosAsync(cancellationToken).ConfigureAwait(false);
        var running = sweep.Trials.Running == 0
            ? []
            : (await client.TrialsAsync(id, new QueryText().Add("state", "running").Add("limit", MostRunning), cancellationToken).ConfigureAwait(false)).Trials;
        var best = sweep.BestTrial is not { } number ? null
            : known?.Number == number ? known
            : await client.FindTrialAsync(id, number, cancellationToken).ConfigureAwait(false);
        return new SweepMoment
        {
            Sweep = sweep,
            Spec = spec,
            Silos = [.. silos.Silos.Where(silo => silo.Alive)],
            Running = running,
            Best = best,
            Elapsed = Since(sweep, client.Time),
        };
    }

    private static TimeSpan Since(SweepView sweep, TimeProvider time)
    {
        if (sweep.StartedAt is not { } began)
        {
            return TimeSpan.Zero;
        }

        // The clocks of this machine and of the store may differ by a little.
        var elapsed = (sweep.EndedAt ?? time.GetUtcNow()) - began;
        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }
}
