using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Grains.Orleans.Hosting;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans;

/// <summary>Runs a sweep's coordinator on the store, one call after the other, and spreads its trials over the silos' free slots.</summary>
internal sealed class SweepGrain(ISweepStore store, SweepCoordinators coordinators, Departure departure, ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    private readonly StoreDesk _desk = new(store, coordinators);
    private bool _handingOut;
    private bool _again;

    private string Sweep => this.GetPrimaryKeyString();

    public async Task<string[]> ReportAsync(EpochsMessage[] reports)
    {
        var directives = await _desk.ReportAsync([.. reports.Select(report => report.ToReport(Sweep))], departure.Token);
        return [.. directives.Select(directive => directive.ToString())];
    }

    public async Task<bool> EndAsync(EndMessage end) => (await _desk.CompleteAsync([end.ToEnd(Sweep)], next: null, departure.Token)).Accepted[0];

    public async Task<AnswerMessage> CompleteAsync(EndMessage[] ends, ClaimMessage? next)
    {
        var answer = await _desk.CompleteAsync([.. ends.Select(end => end.ToEnd(Sweep))], next?.ToClaim(), departure.Token);
        return new AnswerMessage { Accepted = [.. answer.Accepted], Next = [.. answer.Next.Select(lease => LeaseMessage.Of(next!.Silo, lease))] };
    }

    public async Task AdvanceAsync() => await _desk.AdvanceAsync(Sweep, departure.Token);

    public Task WakeAsync()
    {
        _again = true;
        if (!_handingOut)
        {
            _handingOut = true;
            _ = HandOutAsync();
        }

        return Task.CompletedTask;
    }

    /// <summary>Between the calls of others, on this grain's scheduler: a silo that does not answer holds up no result.</summary>
    private async Task HandOutAsync()
    {
        try
        {
            while (_again)
            {
                _again = false;
                var sweep = await store.FindSweepAsync(Sweep, departure.Token);
                if (sweep is { State: SweepState.Queued or SweepState.Running })
                {
                    await SpreadAsync(sweep);
                }
                else
                {
                    DeactivateOnIdle();
                }
            }
        }
#pragma warning disable CA1031 // Nobody awaits this task; the next wake, within seconds, tries again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.NotHandedOut(Sweep, GrainErrorText.Of(error));
        }
        finally
        {
            _handingOut = false;
        }
    }

    private async Task SpreadAsync(SweepRecord sweep)
    {
        var left = Math.Min(sweep.Trials.Pending, (sweep.MaxConcurrent ?? int.MaxValue) - sweep.Trials.Running);
        var silos = (await store.ListSilosAsync(departure.Token))
            .Where(silo => silo.Alive && silo.Slots > silo.Running)
            .Select(silo => (Record: silo, Free: silo.Slots - silo.Running))
            .ToList();
        while (left > 0 && silos.Count > 0)
        {
            var shares = SlotShares.Of(left, [.. silos.Select(silo => silo.Free)]);
            var taken = await Task.WhenAll(silos.Zip(shares, (silo, share) => TakeAsync(silo.Record, share)));
            left -= taken.Sum();

            // What a silo did not take, such as for want of the data, those may that took all they were asked to.
            silos = [.. silos
                .Select((silo, i) => (silo.Record, Free: taken[i] < shares[i] ? 0 : silo.Free - taken[i]))
                .Where(silo => silo.Free > 0)];
        }
    }

    private async Task<int> TakeAsync(SiloRecord silo, int share)
    {
        try
        {
            return share == 0 ? 0 : await GrainFactory.GetGrain<ISlotGrain>(silo.Id).TakeAsync(share);
        }
#pragma warning disable CA1031 // Whatever keeps a silo from taking trials, the others go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.NotTaken(silo.Id, GrainErrorText.Of(error));
            return 0;
        }
    }
}
