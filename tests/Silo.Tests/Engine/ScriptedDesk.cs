using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A desk that takes every end, and hands out trials by number as the test has laid them out.</summary>
internal sealed class ScriptedDesk : ISweepDesk
{
    private int _next = 1;

    /// <summary>How many trials the next claims are handed.</summary>
    public Queue<int> Handed { get; } = new();

    /// <summary>What came in one call: the trials that ended, and how many were asked for; 0 for none.</summary>
    public List<(int[] Ended, int Asked)> Calls { get; } = [];

    /// <summary>The ends, by trial.</summary>
    public Dictionary<int, AttemptEnd> Ends { get; } = [];

    /// <summary>Trials whose ends are refused.</summary>
    public HashSet<int> Refused { get; } = [];

    public ValueTask<AttemptAnswer> CompleteAsync(IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, CancellationToken cancellationToken)
    {
        Calls.Add(([.. ends.Select(end => end.Attempt.Trial)], next?.Ahead ?? 0));
        foreach (var end in ends)
        {
            Ends.Add(end.Attempt.Trial, end);
        }

        var count = next is not null && Handed.TryDequeue(out var handed) ? handed : 0;
        return ValueTask.FromResult(new AttemptAnswer(
            [.. ends.Select(end => !Refused.Contains(end.Attempt.Trial))],
            [.. Enumerable.Range(0, count).Select(_ => SlotTurnTests.Lease(_next++))]));
    }

    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask AdvanceAsync(string sweep, CancellationToken cancellationToken) => throw new NotSupportedException();
}
