using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models.Onnx;

namespace DropoutSweep.Client.Runs;

/// <summary>One trial's model as files: <c>trial-7.safetensors</c> and <c>trial-7.onnx</c>.</summary>
internal static class ModelFiles
{
    private const string Prefix = "trial-";
    private const string Safetensors = ".safetensors";
    private const string Onnx = ".onnx";

    /// <summary>Whether a file of this name may be one of them.</summary>
    public static bool IsOne(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && (name.EndsWith(Safetensors, StringComparison.Ordinal) || name.EndsWith(Onnx, StringComparison.Ordinal));

    /// <summary>Writes them; each is replaced whole.</summary>
    /// <param name="folder">Where to; made when it does not exist, once there is something to write.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="results">Its results.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="InputException">There is no such trial, or its model is not kept.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, SweepSpec spec, IRunResults results, int trial, CancellationToken cancellationToken)
    {
        if (trial >= spec.TrialCount)
        {
            throw new InputException($"The sweep '{spec.Name}' has no trial {trial}; it has 0 to {spec.TrialCount - 1}.");
        }

        var model = await results.ModelAsync(trial, cancellationToken).ConfigureAwait(false)
            ?? throw await MissingAsync(spec, results, trial, cancellationToken).ConfigureAwait(false);
        OutputFolder.Make(folder);
        var (safetensors, onnx) = (Path.Combine(folder, $"{Prefix}{trial}{Safetensors}"), Path.Combine(folder, $"{Prefix}{trial}{Onnx}"));
        AtomicFile.Write(safetensors, stream => stream.Write(model));
        AtomicFile.Write(onnx, stream => OnnxCopy.Write(stream, model));
        return [safetensors, onnx];
    }

    private static async Task<InputException> MissingAsync(SweepSpec spec, IRunResults results, int trial, CancellationToken cancellationToken)
    {
        var state = (await results.TrialAsync(trial, cancellationToken).ConfigureAwait(false))?.State ?? TrialState.Pending;
        if (state is TrialState.Failed or TrialState.Cancelled)
        {
            return new InputException($"Trial {trial} has no model: it is {state.ToString().ToLowerInvariant()}.");
        }

        var kept = KeptModels.Describe(await results.KeptModelsAsync(cancellationToken).ConfigureAwait(false));
        return state is TrialState.Pending or TrialState.Running
            ? new InputException($"Trial {trial} has no model yet: it has not ended; {kept}.")
            : new InputException($"The model of trial {trial} is not kept: the sweep keeps those of its best {spec.Policy.KeepModels} trials (execution.keep_models); {kept}.");
    }
}
