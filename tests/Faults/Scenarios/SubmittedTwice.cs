namespace DropoutSweep.Faults.Scenarios;

/// <summary>The same submission, with its key, many times at once.</summary>
public static class SubmittedTwice
{
    private const int Submissions = 8;

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var ids = await Task.WhenAll(Enumerable.Range(0, Submissions).Select(_ => options.Sweep.SubmitAsync(context.Store)));
        context.StartSilo();
        context.StartSilo();
        var outcome = await context.EndAsync("the same submission nine times", Submissions, expected);
        return ids.All(id => string.Equals(id, context.Sweep, StringComparison.Ordinal))
            ? outcome
            : outcome with { Wrong = [.. outcome.Wrong, "a repeated submission made another sweep"] };
    }
}
