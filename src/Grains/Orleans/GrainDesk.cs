using System.Collections.Concurrent;
using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans;

/// <summary>Brings what attempts have to the grains of their sweeps.</summary>
/// <param name="grains">The way to grains, once the cluster has been joined.</param>
/// <param name="direct">The way past them.</param>
/// <param name="isStoreAway">Whether the store is away, which is why no grain answers then, and which it tells itself.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when a sweep's grain is away, and when it is back.</param>
internal sealed class GrainDesk(Func<IGrainFactory> grains, ISweepDesk direct, Func<bool> isStoreAway, TimeProvider time, ILogger logger) : ISweepDesk
{
    private readonly ConcurrentDictionary<string, Outage> _outages = new(StringComparer.Ordinal);

    /// <summary>A message between silos may have 100 MB; models that might not fit go to the store itself, which fences them all the same.</summary>
    internal const int LargestModels = 64_000_000;

    public async ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken)
    {
        var directives = new AttemptDirective[reports.Count];
        await Task.WhenAll(reports.Index().GroupBy(report => report.Item.Attempt.Sweep, StringComparer.Ordinal).Select(async sweep =>
        {
            var answers = await AskAsync(sweep.Key, grain => grain.ReportAsync([.. sweep.Select(report => EpochsMessage.Of(report.Item))]), cancellationToken);
            foreach (var ((index, _), answer) in sweep.Zip(answers))
            {
                directives[index] = Enum.Parse<AttemptDirective>(answer);
            }
        }));
        return directives;
    }

    public async ValueTask<AttemptAnswer> CompleteAsync(IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, CancellationToken cancellationToken)
    {
        var sweep = ends[0].Attempt.Sweep;
        if (ends.Sum(static end => end.Model?.Size ?? 0) > LargestModels)
        {
            return await direct.CompleteAsync(ends, next, cancellationToken);
        }

        // Before anybody is asked: a model that cannot be made a file is no grain that was lost.
        EndMessage[] messages = [.. ends.Select(EndMessage.Of)];
        if (messages is [var end] && next is null)
        {
            // As trials end that take their time.
            return new AttemptAnswer([await AskAsync(sweep, grain => grain.EndAsync(end), cancellationToken)], []);
        }

        var answer = await AskAsync(sweep, grain => grain.CompleteAsync(messages, next is null ? null : ClaimMessage.Of(next)), cancellationToken);
        return new AttemptAnswer(answer.Accepted, [.. answer.Next.Select(static lease => lease.ToLease())]);
    }

    public async ValueTask AdvanceAsync(string sweep, CancellationToken cancellationToken) => await AskAsync(
        sweep,
        async grain =>
        {
            await grain.AdvanceAsync();
            return true;
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(string sweep, Func<ISweepGrain, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ask(grains().GetGrain<ISweepGrain>(sweep)).WaitAsync(cancellationToken);
            TellBack(sweep);
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreException)
        {
            // The grain is there, and the store failed it: the store tells of itself.
            throw;
        }
#pragma warning disable CA1031 // A silo that was lost, or one that does not answer: the caller asks again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var reason = GrainErrorText.Of(error);
            if (!isStoreAway())
            {
                TellAway(sweep, reason);
            }

            throw new StoreException($"The grain of sweep {sweep} gave no answer: {reason}", error);
        }
    }

    private void TellAway(string sweep, string reason) => _outages.GetOrAdd(sweep, _ => new Outage(time)).Failed(
        () => logger.DeskAway(sweep, reason),
        away => logger.DeskStillAway(sweep, away.TotalSeconds, reason));

    private void TellBack(string sweep)
    {
        if (!_outages.IsEmpty && _outages.TryGetValue(sweep, out var outage) && outage.Answered() is { } away)
        {
            logger.DeskBack(sweep, away.TotalSeconds);
        }
    }
}
