using System.Security.Cryptography;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Known;

namespace DropoutSweep.Training.Tests.Data.Locating;

/// <summary>A data set of four small files, like MNIST in all but size, and one that needs none.</summary>
public sealed class TinyImages
{
    public const string Name = "tiny";
    public const string GeneratedName = "made";
    private readonly DatasetFile[] _files;

    public TinyImages()
    {
        Content = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["train-images.gz"] = IdxSamples.Gzip(IdxSamples.Images(6, 3, 3)),
            ["train-labels.gz"] = IdxSamples.Gzip(IdxSamples.Labels(0, 1, 2, 0, 1, 2)),
            ["test-images.gz"] = IdxSamples.Gzip(IdxSamples.Images(2, 3, 3, first: 9)),
            ["test-labels.gz"] = IdxSamples.Gzip(IdxSamples.Labels(2, 1)),
        };
        _files = [.. Content.Select(file => new DatasetFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))];
    }

    public IReadOnlyDictionary<string, byte[]> Content { get; }

    public DatasetCatalog Catalog(params Uri[] mirrors) => new([Definition(mirrors), new Made()]);

    public IdxImageDataset Definition(params Uri[] mirrors) => new()
    {
        Info = new DatasetInfo
        {
            Name = Name,
            Description = "six small images",
            Task = LearningTask.Classification,
            Licence = "none needed",
            Files = _files,
            Mirrors = mirrors,
        },
        Classes = 3,
        Height = 3,
        Width = 3,
        TrainCount = 6,
        TestCount = 2,
    };

    /// <summary>Writes the files into a folder.</summary>
    public void Supply(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in Content)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    /// <summary>Puts the files on a server.</summary>
    public MirrorServer Publish(MirrorServer server)
    {
        foreach (var (name, bytes) in Content)
        {
            server.Files[name] = bytes;
        }

        return server;
    }

    private sealed class Made : IDatasetDefinition
    {
        public DatasetInfo Info { get; } = new()
        {
            Name = GeneratedName,
            Description = "made up",
            Task = LearningTask.Regression,
            Licence = "none needed",
        };

        public long Bytes => 0;

        public Dataset Create(IReadOnlyList<string> files, CancellationToken cancellationToken)
        {
            var samples = SampleSet.FromValues(1, new float[] { 1, 2 }, new float[] { 3, 4 });
            return new Dataset
            {
                Name = Info.Name,
                Description = Info.Description,
                Task = Info.Task,
                Classes = 1,
                Train = samples,
                Test = samples,
                Fingerprint = DatasetFingerprint.Compute(Info.Task, 1, 0, 0, samples, samples),
            };
        }
    }
}
