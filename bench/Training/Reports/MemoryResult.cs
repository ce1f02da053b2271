namespace DropoutSweep.Bench.Reports;

/// <summary>Memory of one training run of 784-512-256-10 in batches of 128.</summary>
internal sealed record MemoryResult
{
    /// <summary>Managed bytes of the loaded and split data set.</summary>
    public required long DatasetBytes { get; init; }

    /// <summary>Managed bytes of a run over the data set: live after two epochs, with the trainer alive.</summary>
    public required long RunBytes { get; init; }

    /// <summary>
    /// Private memory of the process (its resident pages that are no file's) that the run added at its greatest, over
    /// what the process had with the data set loaded; compiled code and the heap's slack are in it.
    /// </summary>
    public required long RunPrivateBytes { get; init; }

    /// <summary>Managed bytes of four runs at once over the same data set.</summary>
    public required long FourRunsBytes { get; init; }

    /// <summary>Bytes allocated by the training thread from batch to batch of the second epoch, in total.</summary>
    public required long BatchLoopBytes { get; init; }

    /// <summary>Batches that were watched.</summary>
    public required int Batches { get; init; }
}
