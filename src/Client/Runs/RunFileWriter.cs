using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models.Onnx;

namespace DropoutSweep.Client.Runs;

/// <summary>Makes a run's files from its results; each is replaced whole.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="spec">The sweep.</param>
/// <param name="dataset">The data that it is trained on.</param>
/// <param name="results">The results.</param>
internal sealed class RunFileWriter(string folder, SweepSpec spec, RunSummaryDataset dataset, IRunResults results)
{
    private (int Trial, string? Sha256)? _written;

    /// <summary>The results so far.</summary>
    public async Task<RunSummary> SummarizeAsync(CancellationToken cancellationToken) =>
        Summarize(await results.LoadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Writes the specification with every default and the data that were taken.</summary>
    public void WriteSpecification() =>
        AtomicFile.WriteText(In(RunFiles.Specification), writer =>
        {
            writer.WriteLine("# The specification of this run with every default written out.");
            writer.WriteLine($"# Data set taken: {dataset.Name}. {dataset.Description}");
            writer.WriteLine($"# Its fingerprint: {dataset.Fingerprint}");
            writer.Write(spec.ResolvedYaml);
        });

    /// <summary>Writes every other file as of now.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var trials = await results.LoadAsync(cancellationToken).ConfigureAwait(false);
        var summary = Summarize(trials);
        AtomicFile.WriteText(In(RunFiles.Trials), writer => TrialsCsv.Write(writer, spec, dataset.Name, trials));
        await AtomicFile.WriteTextAsync(
            In(RunFiles.Epochs),
            writer => EpochsCsv.WriteAsync(writer, spec, dataset.Name, results.EpochsAsync(cancellationToken), cancellationToken)).ConfigureAwait(false);
        if (summary.Best is { } best)
        {
            await WriteBestAsync(best, cancellationToken).ConfigureAwait(false);
        }

        AtomicFile.Write(In(RunFiles.Summary), stream => stream.Write(SummaryJson.ToUtf8Bytes(summary)));
    }

    private async Task WriteBestAsync(RunSummaryBest best, CancellationToken cancellationToken)
    {
        if (_written == (best.Trial, best.ModelSha256) && File.Exists(In(RunFiles.BestModel)) && File.Exists(In(RunFiles.BestOnnx)))
        {
            return;
        }

        if (await results.ModelAsync(best.Trial, cancellationToken).ConfigureAwait(false) is { } model)
        {
            AtomicFile.Write(In(RunFiles.BestModel), stream => stream.Write(model));
            AtomicFile.Write(In(RunFiles.BestOnnx), stream => OnnxCopy.Write(stream, model));
        }

        if (await results.TrialAsync(best.Trial, cancellationToken).ConfigureAwait(false) is { } record)
        {
            AtomicFile.WriteText(In(RunFiles.BestReport), writer => BestReport.Write(writer, spec, dataset, record));
        }

        _written = (best.Trial, best.ModelSha256);
    }

    private RunSummary Summarize(IReadOnlyList<TrialRecord> trials) =>
        RunSummaryBuilder.Build(spec, dataset, SweepSummarizer.Summarize(spec, trials), trials.ToDictionary(trial => trial.Trial.Number));

    private string In(string file) => Path.Combine(folder, file);
}
