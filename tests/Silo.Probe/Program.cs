using System.Globalization;
using System.Runtime.InteropServices;
using DropoutSweep.Silo;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Probe;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Execution;
using Microsoft.Extensions.Logging.Abstractions;

// A silo without an API whose trials do what a test or a benchmark asks for. Arguments: store, engine, slots, seconds of a
// lease, and what a trial does: "nothing", "sleep MS", "crash SEED UNITS" (that seed of networks that begin with so many
// units and drop none ends the process, the others train); "unmeasured" after all that leaves out what a real silo counts. Prints
// its id when it begins, and when it has ended how many turns of grains were too long. Ends on SIGTERM and when standard input
// closes, so that it never outlives whoever started it.
var store = SweepStores.Create(args[0], TimeProvider.System);
var kind = Engines.Named(args[1]);
var slots = int.Parse(args[2], CultureInfo.InvariantCulture);
var lease = TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture));
ITrialTrainer trainer = args[4] switch
{
    "nothing" => new IdleTrainer(TimeSpan.Zero),
    "sleep" => new IdleTrainer(TimeSpan.FromMilliseconds(double.Parse(args[5], CultureInfo.InvariantCulture))),
    "crash" => new CrashingTrainer(ulong.Parse(args[5], CultureInfo.InvariantCulture), int.Parse(args[6], CultureInfo.InvariantCulture)),
    _ => throw new ArgumentException($"'{args[4]}' is nothing that a trial can do here.", nameof(args)),
};

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
_ = Task.Run(() =>
{
    while (Console.In.Read() >= 0)
    {
        // Whatever is written here means nothing; its end does.
    }

    stop.Cancel();
});

await using (store)
{
    await store.OpenAsync(stop.Token);
    var silo = SiloIdentity.Create(slots, address: null, kind);
    using var turns = new LongTurns();
    using var telemetry = SiloTelemetry.Begin(store, slots, silo.Id, Environment.GetEnvironmentVariable, TimeProvider.System);
    var measured = args[^1] is not "unmeasured";
    var engine = Engines.Create(
        kind,
        new SiloParts
        {
            Store = measured ? telemetry.Measure(store) : store,
            Silo = silo,
            Trainer = measured ? telemetry.Measure(trainer) : trainer,
            Datasets = new GeneratedDatasets(),
            Options = new EngineOptions { Lease = lease, RenewEvery = lease / 3, RescueEvery = lease / 4 },
            Execution = new ExecutionOptions { Slots = Math.Max(1, slots) },
            Observer = new QuietObserver(),
            Time = TimeProvider.System,
        },
        NullLoggerFactory.Instance);
    Console.WriteLine(silo.Id);
    await engine.RunAsync(stop.Token);
    Console.WriteLine(turns.Count);
}
