namespace DropoutSweep.Training.Data.Known;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): articles of clothing, in MNIST's shape.</summary>
public static class FashionMnist
{
    /// <summary>The data set <c>fashion-mnist</c>.</summary>
    public static IDatasetDefinition Definition { get; } = new IdxImageDataset
    {
        Info = new DatasetInfo
        {
            Name = "fashion-mnist",
            Description = "Fashion-MNIST: articles of clothing in 10 classes, 60,000 training and 10,000 test images of 28 × 28 grey pixels",
            Task = LearningTask.Classification,
            Licence = "Copyright 2017 Zalando SE; MIT",
            Files =
            [
                new("train-images-idx3-ubyte.gz", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new("train-labels-idx1-ubyte.gz", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                new("t10k-images-idx3-ubyte.gz", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                new("t10k-labels-idx1-ubyte.gz", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ],
            Mirrors =
            [
                new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                new("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
            ],
        },
        Classes = 10,
        Height = 28,
        Width = 28,
        TrainCount = 60_000,
        TestCount = 10_000,
    };
}
