using DropoutSweep.Client.Runs;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Cluster;

/// <summary>The results of a sweep, read over a cluster's API.</summary>
internal sealed class ClusterResults(SiloClient client, string sweep) : IRunResults
{
    private const int PageSize = 10_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        var states = Names([TrialState.Completed, TrialState.StoppedEarly, TrialState.Failed, TrialState.Cancelled]);
        var records = new SortedDictionary<int, TrialRecord>();
        TrialListView page;
        var offset = 0;
        do
        {
            page = await client.TrialsAsync(sweep, new QueryText().Add("state", states).Add("offset", offset).Add("limit", PageSize), cancellationToken).ConfigureAwait(false);
            foreach (var trial in page.Trials)
            {
                records[trial.Number] = Record(trial);
            }

            offset += page.Trials.Count;
        }
        while (page.Trials.Count > 0 && offset < page.Total);

        return [.. records.Values];
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialEpochs> EpochsAsync(CancellationToken cancellationToken) => client.EpochsAsync(sweep, cancellationToken);

    /// <inheritdoc/>
    public async Task<TrialRecord?> TrialAsync(int number, CancellationToken cancellationToken) =>
        await client.FindTrialAsync(sweep, number, cancellationToken).ConfigureAwait(false) is { } trial ? Record(trial) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(CancellationToken cancellationToken) =>
        (await client.AttemptsAsync(sweep, cancellationToken).ConfigureAwait(false)).Attempts;

    /// <inheritdoc/>
    public Task<byte[]?> ModelAsync(int number, CancellationToken cancellationToken) => client.FindModelAsync(sweep, number, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> KeptModelsAsync(CancellationToken cancellationToken)
    {
        var query = KeptModels.Query(sweep);
        var text = new QueryText().Add("state", Names(query.States ?? [])).Add("sort", EnumNames.Of(query.Order)).Add("limit", query.Limit);
        var page = await client.TrialsAsync(sweep, text, cancellationToken).ConfigureAwait(false);
        return [.. page.Trials.Where(trial => trial.HasModel).Select(trial => trial.Number)];
    }

    /// <summary>A trial as the rest of the program knows it.</summary>
    public static TrialRecord Record(TrialView trial) => new()
    {
        Trial = new Trial(trial.Number, trial.Configuration, trial.Replicate, trial.Seed),
        State = trial.State,
        Failure = trial.Failure,
        Result = trial.Result is { } result ? Result(result) : null,
        EpochCount = trial.Epochs,
        Seconds = trial.Seconds,
    };

    private static string Names(IEnumerable<TrialState> states) => string.Join(',', states.Select(EnumNames.Of));

    private static TrainingResult Result(ResultView result) => new()
    {
        Status = result.Status,
        Divergence = result.Divergence,
        Epochs = [],
        KeptEpoch = result.KeptEpoch,
        Train = result.Train,
        Validation = result.Validation,
        Test = result.Test,
        TestConfusion = result.TestConfusion is { } rows ? new ConfusionMatrix(rows.Count, [.. rows.SelectMany(row => row)]) : null,
        ModelSha256 = result.ModelSha256,
    };
}
