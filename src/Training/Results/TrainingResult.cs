namespace DropoutSweep.Training.Results;

/// <summary>The result of training one configuration with one seed.</summary>
public sealed record TrainingResult
{
    /// <summary>How the run ended.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>Where it diverged; null unless <see cref="Status"/> says so.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>Every completed epoch, in order.</summary>
    public required IReadOnlyList<EpochMetrics> Epochs { get; init; }

    /// <summary>The epoch whose model is kept and scored below; null when the run diverged.</summary>
    public int? KeptEpoch { get; init; }

    /// <summary>The kept model on the whole training set (without the validation samples); null when the run diverged.</summary>
    public Scores? Train { get; init; }

    /// <summary>The kept model on the validation set; null when the run diverged.</summary>
    public Scores? Validation { get; init; }

    /// <summary>The kept model on the test set; null when the run diverged.</summary>
    public Scores? Test { get; init; }

    /// <summary>The kept model's confusion matrix on the test set; null for regression or when the run diverged.</summary>
    public ConfusionMatrix? TestConfusion { get; init; }

    /// <summary>SHA-256 (64 lower-case hex digits) over the kept model's weights and biases; null when the run diverged.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>
    /// Train accuracy − test accuracy in percentage points; for regression test loss − train loss; null when the run diverged.
    /// </summary>
    public double? Gap => (Train, Test) switch
    {
        ({ Accuracy: { } train }, { Accuracy: { } test }) => (train - test) * 100,
        ({ } train, { } test) => test.Loss - train.Loss,
        _ => null,
    };
}
