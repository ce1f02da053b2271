namespace DropoutSweep.Faults.Scenarios;

/// <summary>One silo's clock is an hour ahead of the others': on PostgreSQL the server's alone decides about leases.</summary>
public static class WrongClock
{
    private const string Fault = "a clock an hour ahead in one silo";
    private static readonly string[] s_places =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    ];

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        if (Array.Find(s_places, File.Exists) is not { } library)
        {
            return new FaultOutcome { Fault = Fault, Store = "postgresql", Strikes = 0, Wrong = [], Skipped = "libfaketime is not installed" };
        }

        // Long enough that a busy machine renews in time; an hour is long in any case.
        await using var context = await FaultContext.BeginAsync(address, options with { Lease = TimeSpan.FromSeconds(10) });
        var ahead = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME"] = "+3600",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",

            // The library's mending of an old glibc's waits has every wait of .NET's end at once: a silo that only spins has another fault.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };
        await context.GatherAsync(2, () =>
        {
            context.StartSilo();
            context.StartSilo(environment: ahead);
        });
        var both = await context.WaitForAsync(sweep => sweep.Trials.Running > 1);
        var outcome = await context.EndAsync(Fault, both ? 1 : 0, expected);
        outcome = context.Silos.Any(silo => silo.HasExited) ? outcome with { Wrong = [.. outcome.Wrong, "a silo has ended"] } : outcome;
        return outcome.Interrupted > 0 ? outcome with { Wrong = [.. outcome.Wrong, "trials were taken from a silo that lives"] } : outcome;
    }
}
