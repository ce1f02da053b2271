namespace DropoutSweep.Training.Results;

/// <summary>How often each true class was predicted as each class: [true × predicted], as scikit-learn lays it out.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    public ConfusionMatrix(int classes)
        : this(classes, new int[checked(classes * classes)])
    {
    }

    /// <summary>A matrix over given counts.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="counts">Counts, [true × predicted], row after row; taken over, not copied.</param>
    /// <exception cref="ArgumentException">The number of counts is not classes².</exception>
    public ConfusionMatrix(int classes, int[] counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Length != classes * classes)
        {
            throw new ArgumentException($"{counts.Length} counts are not {classes} × {classes}.", nameof(counts));
        }

        Classes = classes;
        _counts = counts;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>All counts, [true × predicted], row after row.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>How many samples of class <paramref name="actual"/> were predicted as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[(actual * Classes) + predicted];

    /// <summary>Counts one sample.</summary>
    public void Add(int actual, int predicted) => _counts[(actual * Classes) + predicted]++;
}
