namespace DropoutSweep.Client.Runs;

/// <summary>The names of the files of a run folder.</summary>
internal static class RunFiles
{
    /// <summary>The specification with every default written out.</summary>
    public const string Specification = "sweep.yaml";

    /// <summary>One row per ended trial.</summary>
    public const string Trials = "trials.csv";

    /// <summary>One row per epoch of every ended trial.</summary>
    public const string Epochs = "epochs.csv";

    /// <summary>The aggregated results.</summary>
    public const string Summary = "summary.json";

    /// <summary>The model of the best trial.</summary>
    public const string BestModel = "best.safetensors";

    /// <summary>The same model as ONNX, for other programs.</summary>
    public const string BestOnnx = "best.onnx";

    /// <summary>The best model's classification report.</summary>
    public const string BestReport = "best-report.txt";

    /// <summary>The folder of what the program needs to go on; everything above is made from it.</summary>
    public const string State = ".state";

    /// <summary>In <see cref="State"/>: whose run this is.</summary>
    public const string Identity = "run.json";

    /// <summary>In <see cref="State"/>: the store; the truth.</summary>
    public const string Store = "store.db";

    /// <summary>In <see cref="State"/>: locked by the process that runs the sweep.</summary>
    public const string Lock = "lock";

    /// <summary>What a file is called until it is whole.</summary>
    public const string TemporarySuffix = ".tmp";
}
