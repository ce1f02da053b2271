using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>How many trials a specification and its budgets of trials and epochs allow: a prefix of their numbers.</summary>
internal static class PlannedTrials
{
    /// <summary>The number of trials.</summary>
    public static int Count(SweepSpec spec)
    {
        var trials = Math.Min(spec.TrialCount, spec.Policy.Budget.Trials ?? int.MaxValue);
        return spec.Policy.Budget.Epochs is { } epochs ? Math.Min(trials, WithinEpochs(spec, epochs)) : trials;
    }

    /// <summary>The budget that sets the number, for people.</summary>
    public static string Limit(SweepSpec spec) => Count(spec) == spec.Policy.Budget.Trials ? "trials" : "epochs";

    /// <summary>
    /// Trials whose epochs fit. A replicate holds every configuration once, so that each configuration is made at
    /// most twice, however many replicates there are.
    /// </summary>
    private static int WithinEpochs(SweepSpec spec, long epochs)
    {
        var (fit, replicate) = Fit(spec, epochs);
        if (fit < spec.ConfigurationCount)
        {
            return fit;
        }

        var whole = Math.Min(spec.Replicates, epochs / replicate);
        return whole == spec.Replicates ? spec.TrialCount : ((int)whole * spec.ConfigurationCount) + Fit(spec, epochs - (whole * replicate)).Trials;
    }

    /// <summary>The trials of one replicate that fit, with the epochs that they take.</summary>
    private static (int Trials, long Epochs) Fit(SweepSpec spec, long epochs)
    {
        long used = 0;
        for (var number = 0; number < spec.ConfigurationCount; number++)
        {
            var next = used + spec.Configuration(number).Training.Training.Epochs;
            if (next > epochs)
            {
                return (number, used);
            }

            used = next;
        }

        return (spec.ConfigurationCount, used);
    }
}
