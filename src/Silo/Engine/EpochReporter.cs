using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>Brings epochs to the desk, those of all slots together, and directives back.</summary>
internal sealed class EpochReporter(AttemptServices services, Func<IEnumerable<ActiveAttempt>> active, Func<string, bool> hasHours, Signal wait, TimeSpan every, TimeProvider time)
{
    /// <summary>Reports until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
            await ReportAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(every, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var attempts = new List<ActiveAttempt>();
        var reports = new List<AttemptReport>();
        foreach (var attempt in active())
        {
            if (attempt.TakeReport() is { } report)
            {
                attempts.Add(attempt);
                reports.Add(report);
            }
        }

        if (reports.Count == 0)
        {
            return;
        }

        var directives = await services.AskAsync(desk => desk.ReportAsync(reports, cancellationToken)).ConfigureAwait(false);
        for (var i = 0; i < attempts.Count; i++)
        {
            attempts[i].Reported(reports[i], directives[i] != AttemptDirective.Abandon);
            attempts[i].Tell(directives[i]);
        }

        foreach (var sweep in reports.Select(report => report.Attempt.Sweep).Distinct(StringComparer.Ordinal).Where(hasHours))
        {
            await services.AskAsync(async desk =>
            {
                await desk.AdvanceAsync(sweep, cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
    }
}
