using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>Says which trials' models are kept, for those who ask for another one.</summary>
public static class KeptModels
{
    // execution.keep_models goes no further.
    private const int Most = 1_000;
    private const int MostNamed = 20;

    /// <summary>Asks for the trials that may have kept models, the best first.</summary>
    public static TrialQuery Query(string sweep) => new()
    {
        Sweep = sweep,
        States = [TrialState.Completed, TrialState.StoppedEarly],
        Order = TrialOrder.Objective,
        Limit = Most,
    };

    /// <summary>The numbers of a sweep's trials whose models are kept, the best first.</summary>
    /// <param name="archive">The store.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<IReadOnlyList<int>> ListAsync(IResultArchive archive, string sweep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var page = await archive.ListTrialsAsync(Query(sweep), cancellationToken).ConfigureAwait(false);
        return [.. page.Trials.Where(trial => trial.HasModel).Select(trial => trial.Record.Trial.Number)];
    }

    /// <summary>What is kept, in words.</summary>
    /// <param name="trials">The trials' numbers, the best first.</param>
    public static string Describe(IReadOnlyList<int> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        return trials switch
        {
            [] => "none is kept",
            [var one] => $"kept is that of trial {one}",
            { Count: > MostNamed } => $"kept are those of trials {string.Join(", ", trials.Take(MostNamed))} and {trials.Count - MostNamed} more",
            _ => $"kept are those of trials {string.Join(", ", trials.SkipLast(1))} and {trials[^1]}",
        };
    }
}
