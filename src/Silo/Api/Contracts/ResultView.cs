using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>What a trial came to. Accuracies are shares in [0, 1].</summary>
public sealed record ResultView
{
    /// <summary>How training ended.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>Where it diverged; absent unless it did.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The epoch whose model is kept and scored.</summary>
    public int? KeptEpoch { get; init; }

    /// <summary>The kept model on the whole training set.</summary>
    public Scores? Train { get; init; }

    /// <summary>The kept model on the validation set.</summary>
    public Scores? Validation { get; init; }

    /// <summary>The kept model on the test set; recorded, never used to choose.</summary>
    public Scores? Test { get; init; }

    /// <summary>Train/test gap: percentage points of accuracy, or test loss − train loss for regression.</summary>
    public double? Gap { get; init; }

    /// <summary>SHA-256 over the kept model's weights and biases, 64 hex digits.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>How often each true class (row) was predicted as each class (column) on the test set; only for a single trial.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? TestConfusion { get; init; }

    /// <summary>What the API shows of a result.</summary>
    public static ResultView Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ResultView
        {
            Status = result.Status,
            Divergence = result.Divergence,
            KeptEpoch = result.KeptEpoch,
            Train = result.Train,
            Validation = result.Validation,
            Test = result.Test,
            Gap = result.Gap,
            ModelSha256 = result.ModelSha256,
            TestConfusion = result.TestConfusion is { } confusion ? Rows(confusion) : null,
        };
    }

    private static IReadOnlyList<int>[] Rows(ConfusionMatrix confusion) =>
        [.. Enumerable.Range(0, confusion.Classes).Select(row => (IReadOnlyList<int>)confusion.Counts.Slice(row * confusion.Classes, confusion.Classes).ToArray())];
}
