using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>A sweep of twelve trials (six configurations, two seeds, two epochs) with everything faked around it.</summary>
internal sealed class Sweep
{
    private readonly ITrialTrainer _trainer;
    private readonly TimeProvider _time;

    public Sweep(ITrialTrainer? trainer = null, FakeLink? link = null, TimeProvider? time = null)
    {
        _trainer = trainer ?? new FakeTrainer();
        _time = time ?? new FakeTime();
        Link = link ?? new FakeLink();
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

    public FakeTrainer Trainer => (FakeTrainer)_trainer;

    public FakeLink Link { get; }

    public RecordingObserver Observer { get; } = new();

    private static TrainingData Data { get; } = TrainingData.Create(
        DatasetCatalog.Default.Find("curve").Create([], CancellationToken.None),
        new SplitOptions(),
        PixelScale.Unit);

    public AttemptOutcome Run(int trial, CancellationToken cancellationToken = default) =>
        new TrialRunner(_trainer, _time, new ExecutionOptions())
            .Run(0, Spec.Trial(trial), Spec.Configuration(Spec.Trial(trial).Configuration), Data, Link, Observer, cancellationToken);
}
