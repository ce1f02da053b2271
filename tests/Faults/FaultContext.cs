using DropoutSweep.Faults.Processes;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Faults;

/// <summary>One sweep on one store, with silos in processes of their own, and what became of it.</summary>
public sealed class FaultContext : IAsyncDisposable
{
    private readonly List<ChildProcess> _silos = [];
    private readonly long _began = TimeProvider.System.GetTimestamp();

    private FaultContext(string address, FaultOptions options, ISweepStore store, string sweep)
    {
        Address = address;
        Options = options;
        Store = store;
        Sweep = sweep;
    }

    /// <summary>The store's address.</summary>
    public string Address { get; }

    /// <summary>Sizes and times.</summary>
    public FaultOptions Options { get; }

    /// <summary>The store, opened by this process.</summary>
    public ISweepStore Store { get; }

    /// <summary>The sweep.</summary>
    public string Sweep { get; }

    /// <summary>The silos' processes, dead ones included.</summary>
    public IReadOnlyList<ChildProcess> Silos => _silos;

    /// <summary>Opens a store and submits the sweep.</summary>
    public static async Task<FaultContext> BeginAsync(string address, FaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = SweepStores.Create(address, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        return new FaultContext(address, options, store, await options.Sweep.SubmitAsync(store));
    }

    /// <summary>Starts a silo with one slot on the store.</summary>
    /// <param name="address">The store as this silo sees it; null for the same.</param>
    /// <param name="environment">Variables of its environment.</param>
    public ChildProcess StartSilo(string? address = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var silo = ChildProcess.StartClient(
            environment,
            "silo",
            "--store",
            address ?? Address,
            "--engine",
            Engines.NameOf(Options.Engine),
            "--slots",
            "1",
            "--port",
            "0",
            "--lease",
            Options.Lease.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--checkpoint-every",
            "0.2");
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts the probe in place of a silo.</summary>
    /// <param name="slots">Its slots.</param>
    /// <param name="work">What its trials do.</param>
    public ChildProcess StartProbe(int slots, params string[] work)
    {
        var silo = ChildProcess.Start("silo-probe", null, [Address, Engines.NameOf(Options.Engine), slots.ToString(System.Globalization.CultureInfo.InvariantCulture), Options.Lease.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture), .. work]);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts silos, and keeps the sweep paused until so many have come: none ends it before the fault can strike.</summary>
    /// <param name="silos">How many to wait for.</param>
    /// <param name="start">Starts them.</param>
    public async Task GatherAsync(int silos, Action start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var coordinator = new SweepCoordinator(Options.Sweep.Spec);
        await Store.AdvanceAsync(Sweep, sweep => coordinator.Apply(SweepVerb.Pause, sweep), CancellationToken.None);
        start();
        await WaitForSilosAsync(Store, silos, Options.Patience);
        await Store.AdvanceAsync(Sweep, sweep => coordinator.Apply(SweepVerb.Resume, sweep), CancellationToken.None);
    }

    /// <summary>Waits until so many silos are at work on a store.</summary>
    public static async Task WaitForSilosAsync(ISweepStore store, int silos, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(store);
        var began = TimeProvider.System.GetTimestamp();
        while ((await store.ListSilosAsync(CancellationToken.None)).Count(silo => silo.Alive) < silos)
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
            {
                throw new TimeoutException($"Not all of {silos} silos came in {patience.TotalSeconds:0} s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Waits until a condition of the sweep holds.</summary>
    /// <returns>Whether it came to hold before the sweep ended.</returns>
    public Task<bool> WaitForAsync(Func<SweepRecord, bool> condition) => WaitForAsync((_, sweep) => Task.FromResult(condition(sweep)));

    /// <summary>Waits until a condition of what is in the store holds.</summary>
    /// <returns>Whether it came to hold before the sweep ended.</returns>
    public Task<bool> WaitForAsync(Func<FaultContext, Task<bool>> condition) => WaitForAsync((context, _) => condition(context));

    private async Task<bool> WaitForAsync(Func<FaultContext, SweepRecord, Task<bool>> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        var seen = 0L;
        while (TimeProvider.System.GetElapsedTime(began) < Options.Patience)
        {
            var sweep = await Store.FindSweepAsync(Sweep, CancellationToken.None);
            if (sweep is null || await condition(this, sweep))
            {
                return sweep is not null;
            }

            if (sweep.IsEnded)
            {
                return false;
            }

            seen = await Store.WaitForChangeAsync(seen, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }

        throw new TimeoutException($"Sweep {Sweep} did not get that far in {Options.Patience.TotalSeconds:0} s.");
    }

    /// <summary>Waits for the sweep's end and compares with the undisturbed one.</summary>
    /// <param name="fault">The fault's name.</param>
    /// <param name="strikes">How many times it struck.</param>
    /// <param name="expected">What the sweep must have come to.</param>
    /// <param name="least">Least number of strikes for which this proves anything.</param>
    public async Task<FaultOutcome> EndAsync(string fault, int strikes, SweepResults expected, int least = 1)
    {
        var wrong = new List<string>();
        SweepRecord? sweep = null;
        try
        {
            sweep = await FaultSweep.WaitForEndAsync(Store, Sweep, Options.Patience);
        }
        catch (TimeoutException error)
        {
            wrong.Add(error.Message);
        }

        var attempts = await Store.ListAttemptsAsync(Sweep, trial: null, CancellationToken.None);
        if (strikes < least)
        {
            wrong.Add($"the fault struck {strikes} times before the sweep ended; {least} are needed to prove anything");
        }

        if (sweep is not null)
        {
            wrong.AddRange((await SweepResults.ReadAsync(Store, Sweep)).Differences(expected));
            wrong.AddRange(Untrue(sweep, attempts));
        }

        return new FaultOutcome
        {
            Fault = fault,
            Engine = Engines.NameOf(Options.Engine),
            Store = Store.Description.Kind,
            Strikes = strikes,
            Trials = Options.Sweep.Spec.TrialCount,
            Attempts = attempts.Count,
            Interrupted = attempts.Count(attempt => attempt.Outcome is AttemptOutcome.Lost or AttemptOutcome.Crashed or AttemptOutcome.Released),
            Took = TimeProvider.System.GetElapsedTime(_began),
            Wrong = wrong,
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Store.DisposeAsync();
    }

    /// <summary>Whether the sweep's state and counters say what is the case, and every trial has one result.</summary>
    private static IEnumerable<string> Untrue(SweepRecord sweep, IReadOnlyList<AttemptRecord> attempts)
    {
        var results = attempts.Where(attempt => attempt.Outcome is AttemptOutcome.Completed or AttemptOutcome.Failed or AttemptOutcome.StoppedEarly)
            .GroupBy(attempt => attempt.Trial)
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (var (trial, count) in results.Where(pair => pair.Value > 1))
        {
            yield return $"trial {trial} has {count} results";
        }

        if (sweep.Trials is not { Pending: 0, Running: 0 } || sweep.Trials.Ended != sweep.Planned)
        {
            yield return $"the sweep has ended with {sweep.Trials} of {sweep.Planned} trials";
        }

        var state = sweep.Trials.Failed > 0 ? SweepState.CompletedWithFailures : SweepState.Completed;
        if (sweep.State != state)
        {
            yield return $"the sweep says {sweep.State}";
        }
    }
}
