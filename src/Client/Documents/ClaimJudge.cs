using DropoutSweep.Client.Inspecting;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Documents;

/// <summary>Holds claims against the results of their sweep.</summary>
internal static class ClaimJudge
{
    private const int FewestPairs = 3;

    /// <summary>Measures the claims of one sweep.</summary>
    /// <exception cref="InputException">A claim names no configuration of the sweep, or more than one, or the model that it asks for is not to be had.</exception>
    public static async Task<IReadOnlyList<ClaimResult>> JudgeAsync(IReadOnlyList<Claim> claims, SweepSource source, CancellationToken cancellationToken)
    {
        var records = await source.Results.LoadAsync(cancellationToken).ConfigureAwait(false);
        var epochs = new Dictionary<int, IReadOnlyList<EpochMetrics>>();
        await foreach (var trial in source.Results.EpochsAsync(cancellationToken).ConfigureAwait(false))
        {
            epochs[trial.Trial] = trial.Epochs;
        }

        var results = new List<ClaimResult>();
        foreach (var claim in claims)
        {
            results.Add(await JudgeAsync(claim, source, records, epochs, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Looks whether each claim means one configuration of its sweep, before anything is trained for it.</summary>
    /// <exception cref="InputException">One means none, or more than one.</exception>
    public static void Check(IEnumerable<Claim> claims, SweepSpec spec)
    {
        foreach (var claim in claims)
        {
            Configuration(claim, claim.With, spec);
            if (claim.Against.Count > 0)
            {
                Configuration(claim, claim.Against, spec);
            }
        }
    }

    /// <summary>What an estimate of (with − against) says of an expectation.</summary>
    /// <param name="difference">The estimate; null when nothing was measured.</param>
    /// <param name="unmeasured">Seeds of which the metric says nothing. Those that are left are not chosen by chance, so they judge nothing.</param>
    /// <param name="expect">What the claim expects.</param>
    internal static string Verdict(Estimate? difference, int unmeasured, string expect)
    {
        if (difference is null && unmeasured == 0)
        {
            return "nothing to judge by: no seed has completed";
        }

        if (unmeasured > 0)
        {
            return $"cannot be told: {unmeasured} of {unmeasured + (difference?.Count ?? 0)} seeds have no such value";
        }

        if (difference is not { HalfWidth: { } half, Count: >= FewestPairs })
        {
            return "too few seeds to tell";
        }

        var (above, below) = (difference.Mean - half > 0, difference.Mean + half < 0);
        return (expect, above, below) switch
        {
            ("same", false, false) => $"not contradicted: no difference that {difference.Count} seeds can show",
            ("same", _, _) => "contradicted",
            ("higher", true, _) or ("lower", _, true) => "borne out",
            ("higher", _, true) or ("lower", true, _) => "contradicted: the other way round",
            _ => $"not borne out: no difference that {difference.Count} seeds can show",
        };
    }

    private static async Task<ClaimResult> JudgeAsync(Claim claim, SweepSource source, IReadOnlyList<TrialRecord> records, Dictionary<int, IReadOnlyList<EpochMetrics>> epochs, CancellationToken cancellationToken)
    {
        var intervals = new StudentIntervals();
        var with = await ValuesAsync(claim, claim.With, source, records, epochs, cancellationToken).ConfigureAwait(false);
        if (claim.Against.Count == 0)
        {
            var alone = intervals.Estimate([.. with.Values.OfType<double>()]);
            return new ClaimResult(claim, alone, Against: null, alone, Verdict(alone, with.Values.Count(value => value is null), claim.Expect));
        }

        var against = await ValuesAsync(claim, claim.Against, source, records, epochs, cancellationToken).ConfigureAwait(false);
        double?[] pairs = [.. with.Where(pair => against.ContainsKey(pair.Key)).Select(pair => pair.Value - against[pair.Key])];
        var difference = intervals.Estimate([.. pairs.OfType<double>()]);
        return new ClaimResult(
            claim,
            intervals.Estimate([.. with.Values.OfType<double>()]),
            intervals.Estimate([.. against.Values.OfType<double>()]),
            difference,
            Verdict(difference, pairs.Count(value => value is null), claim.Expect));
    }

    /// <summary>The metric of each completed trial by replicate; null where it says nothing of the trial.</summary>
    private static async Task<SortedDictionary<int, double?>> ValuesAsync(Claim claim, Dictionary<string, string> parameters, SweepSource source, IReadOnlyList<TrialRecord> records, Dictionary<int, IReadOnlyList<EpochMetrics>> epochs, CancellationToken cancellationToken)
    {
        var configuration = Configuration(claim, parameters, source.Spec);
        var values = new SortedDictionary<int, double?>();
        foreach (var record in records.Where(record => record.State == TrialState.Completed && record.Trial.Configuration == configuration.Number))
        {
            var ensemble = claim.Metric is ClaimMetrics.AveragingGain ? await EnsembleAsync(source, record.Trial.Number, cancellationToken).ConfigureAwait(false) : null;
            values[record.Trial.Replicate] = ClaimMetrics.Value(claim, new ClaimTrial(record.Result!, epochs.GetValueOrDefault(record.Trial.Number, []), ensemble));
        }

        return values;
    }

    /// <summary>The one configuration that has these parameters.</summary>
    private static SweepConfiguration Configuration(Claim claim, Dictionary<string, string> parameters, SweepSpec spec)
    {
        SweepConfiguration[] found =
        [
            .. Enumerable.Range(0, spec.ConfigurationCount).Select(spec.Configuration)
                .Where(configuration => parameters.All(wanted => configuration.Parameters.Any(one => string.Equals(one.Key, wanted.Key, StringComparison.Ordinal) && string.Equals(one.Value, wanted.Value, StringComparison.Ordinal)))),
        ];
        return found.Length == 1
            ? found[0]
            : throw new InputException($"The claim '{claim.Id}' means {found.Length} configurations of '{spec.Name}' by {string.Join(", ", parameters.Select(pair => $"{pair.Key}: {pair.Value}"))}; it must mean one. They vary in {string.Join(", ", spec.Axes)}.");
    }

    /// <summary>The ensemble inside a trial's model; null when it drops nothing, as then every thinned network is the model itself.</summary>
    private static async Task<EnsembleInspection?> EnsembleAsync(SweepSource source, int trial, CancellationToken cancellationToken)
    {
        var look = new ModelInspectionOptions { Features = 1, Mistakes = 1, UncertainImages = 1 };
        var ensemble = (await source.Models.InspectAsync(trial, look, cancellationToken).ConfigureAwait(false)).Inspection.Ensemble;
        return ensemble.HasDropout ? ensemble : null;
    }
}
