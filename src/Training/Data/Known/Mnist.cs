namespace DropoutSweep.Training.Data.Known;

/// <summary>MNIST (LeCun, Cortes and Burges): handwritten digits.</summary>
public static class Mnist
{
    /// <summary>The data set <c>mnist</c>.</summary>
    public static IDatasetDefinition Definition { get; } = new IdxImageDataset
    {
        Info = new DatasetInfo
        {
            Name = "mnist",
            Description = "MNIST: handwritten digits, 60,000 training and 10,000 test images of 28 × 28 grey pixels",
            Task = LearningTask.Classification,
            Licence = "Yann LeCun and Corinna Cortes hold the copyright of MNIST; CC BY-SA 3.0",
            Files =
            [
                new("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                new("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                new("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                new("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ],
            Mirrors =
            [
                new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            ],
        },
        Classes = 10,
        Height = 28,
        Width = 28,
        TrainCount = 60_000,
        TestCount = 10_000,
    };
}
