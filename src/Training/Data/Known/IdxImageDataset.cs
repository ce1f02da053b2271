using DropoutSweep.Training.Data.Idx;

namespace DropoutSweep.Training.Data.Known;

/// <summary>A data set of labelled images in four IDX files, laid out as MNIST is.</summary>
public sealed class IdxImageDataset : IDatasetDefinition
{
    /// <summary>What it is; its files are training images, training labels, test images, test labels, in this order.</summary>
    public required DatasetInfo Info { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Rows of an image.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of an image.</summary>
    public required int Width { get; init; }

    /// <summary>Number of training images.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Number of test images.</summary>
    public required int TestCount { get; init; }

    /// <inheritdoc/>
    public long Bytes => (TrainCount + (long)TestCount) * ((Height * Width) + 1);

    /// <inheritdoc/>
    public Dataset Create(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count != 4)
        {
            throw new ArgumentException($"Four files are needed, not {files.Count}.", nameof(files));
        }

        // Unpacking keeps one processor busy: the smaller files are read beside the larger.
        var testing = Task.Run(() => Read(files[2], files[3], TestCount, cancellationToken), CancellationToken.None);
        SampleSet train;
        try
        {
            train = Read(files[0], files[1], TrainCount, cancellationToken);
        }
        finally
        {
            // No file is left open, whatever became of either; waiting for any throws nothing.
            Task.WaitAny([testing], CancellationToken.None);
        }

        var test = testing.GetAwaiter().GetResult();
        return new Dataset
        {
            Name = Info.Name,
            Description = Info.Description,
            Task = Info.Task,
            Classes = Classes,
            Train = train,
            Test = test,
            Fingerprint = DatasetFingerprint.Compute(Info.Task, Classes, Width, Height, train, test),
            ImageWidth = Width,
            ImageHeight = Height,
        };
    }

    private SampleSet Read(string images, string labels, int count, CancellationToken cancellationToken)
    {
        return IdxReader.ReadSamples(images, labels, Classes, Check, cancellationToken);

        void Check(IdxShape shape)
        {
            if (shape.Count != count)
            {
                throw new DataFormatException(images, 4, $"the {count} images of {Info.Name}", $"{shape.Count}");
            }

            if (shape.Height != Height || shape.Width != Width)
            {
                throw new DataFormatException(images, 8, $"images of {Height} × {Width}", $"{shape.Height} × {shape.Width}");
            }
        }
    }
}
