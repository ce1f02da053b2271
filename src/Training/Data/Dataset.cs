namespace DropoutSweep.Training.Data;

/// <summary>A named data set: training and test samples, immutable, held once per process.</summary>
public sealed class Dataset
{
    /// <summary>The name that a specification uses, such as <c>mnist</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line that says what it is and where it came from, for people.</summary>
    public required string Description { get; init; }

    /// <summary>What it asks.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>Number of classes; 1 (one output) for regression.</summary>
    public required int Classes { get; init; }

    /// <summary>Training samples, of which the validation set is held out.</summary>
    public required SampleSet Train { get; init; }

    /// <summary>Test samples: evaluated, never selected on.</summary>
    public required SampleSet Test { get; init; }

    /// <summary>SHA-256 (64 lower-case hex digits) over the samples' shape and content.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Width of an image in pixels; 0 when the inputs are not an image.</summary>
    public int ImageWidth { get; init; }

    /// <summary>Height of an image in pixels; 0 when the inputs are not an image.</summary>
    public int ImageHeight { get; init; }

    /// <summary>Bytes that it takes in memory.</summary>
    public long Bytes => Train.Bytes + Test.Bytes;
}
