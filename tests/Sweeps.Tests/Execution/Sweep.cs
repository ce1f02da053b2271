using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>A sweep of twelve trials (six configurations, two seeds, two epochs) with everything faked around it.</summary>
internal sealed class Sweep
{
    public Sweep(FakeTrainer? trainer = null, FakeStore? store = null, TimeProvider? time = null, int slots = 1)
    {
        Trainer = trainer ?? new FakeTrainer();
        Store = store ?? new FakeStore();
        Options = new ExecutionOptions { Slots = slots };
        Runner = new TrialRunner(Trainer, Data, Store, time ?? new FakeTime(), Options);
        Local = new LocalSweep(Spec, Runner, Store, Options);
    }

    public SweepSpec Spec { get; } = SweepSpecReader.Read(
        """
        name: test
        dataset: curve
        model:
          layers: {grid: [[4], [5]]}
          dropout: {grid: [0, 0.2, 0.4]}
          output: linear
        training: {epochs: 2}
        objective: {metric: validation_loss}
        replicates: 2
        seed: 10
        """,
        "test.yaml");

    public FakeTrainer Trainer { get; }

    public FakeStore Store { get; }

    public ExecutionOptions Options { get; }

    public TrialRunner Runner { get; }

    public LocalSweep Local { get; }

    public RecordingObserver Observer { get; } = new();

    private static TrainingData Data { get; } = TrainingData.Create(
        DatasetCatalog.Default.Find("curve").Create([], CancellationToken.None),
        new SplitOptions(),
        PixelScale.Unit);

    public Sweeps.Trials.TrialRecord Run(int trial, CancellationToken cancellationToken = default) =>
        Runner.Run(0, Spec.Trial(trial), Spec.Configuration(Spec.Trial(trial).Configuration), Observer, cancellationToken);
}
