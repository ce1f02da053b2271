using System.Globalization;
using System.Runtime.InteropServices;
using DropoutSweep.Silo;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Probe;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Execution;
using Microsoft.Extensions.Logging.Abstractions;

// A silo without an API whose trials do what a test or a benchmark asks for. Arguments: store, slots, seconds of a
// lease, and what a trial does: "nothing", "sleep MS", "crash SEED UNITS" (that seed of networks that begin with so many
// units and drop none ends the process, the others train); "unmeasured" after all that leaves out what a real silo counts. Ends on SIGTERM and when standard input closes, so that it never outlives whoever started it.
var store = SweepStores.Create(args[0], TimeProvider.System);
var slots = int.Parse(args[1], CultureInfo.InvariantCulture);
var lease = TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture));
ITrialTrainer trainer = args[3] switch
{
    "nothing" => new IdleTrainer(TimeSpan.Zero),
    "sleep" => new IdleTrainer(TimeSpan.FromMilliseconds(double.Parse(args[4], CultureInfo.InvariantCulture))),
    "crash" => new CrashingTrainer(ulong.Parse(args[4], CultureInfo.InvariantCulture), int.Parse(args[5], CultureInfo.InvariantCulture)),
    _ => throw new ArgumentException($"'{args[3]}' is nothing that a trial can do here.", nameof(args)),
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
    var silo = SiloIdentity.Create(slots, address: null);
    using var telemetry = SiloTelemetry.Begin(store, slots, silo.Id, Environment.GetEnvironmentVariable, TimeProvider.System);
    var measured = args[^1] is not "unmeasured";
    var engine = new SqlEngine(
        measured ? telemetry.Measure(store) : store,
        silo,
        measured ? telemetry.Measure(trainer) : trainer,
        new GeneratedDatasets(),
        new EngineOptions { Lease = lease, RenewEvery = lease / 3, RescueEvery = lease / 4 },
        new ExecutionOptions { Slots = Math.Max(1, slots) },
        new QuietObserver(),
        TimeProvider.System,
        NullLogger<SqlEngine>.Instance);
    Console.WriteLine(silo.Id);
    await engine.RunAsync(stop.Token);
}
