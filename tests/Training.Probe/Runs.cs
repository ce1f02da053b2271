using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Probe;

/// <summary>Runs a scenario, whole or in parts, and says what came out as two sums.</summary>
public static class Runs
{
    /// <summary>Trains to the end.</summary>
    public static string ToEnd(Trainer trainer) => Sums(trainer.Run(observer: null, CancellationToken.None));

    /// <summary>Trains until a point (<c>batch:N</c> from the start, <c>epoch:N</c>), is cancelled there, and saves a checkpoint.</summary>
    /// <exception cref="InvalidOperationException">The run ended before the point.</exception>
    public static void StopAndSave(Trainer trainer, string point, Stream destination)
    {
        var parts = point.Split(':');
        var number = int.Parse(parts[1]);
        var byBatch = string.Equals(parts[0], "batch", StringComparison.Ordinal);
        using var cancellation = new CancellationTokenSource();
        var observer = new CallbackObserver(
            (batches, _) => CancelAt(byBatch && batches == number, cancellation),
            metrics =>
            {
                CancelAt(!byBatch && metrics.Epoch == number, cancellation);
                return TrainingDirective.Continue;
            });
        try
        {
            trainer.Run(observer, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            trainer.SaveCheckpoint(destination);
            return;
        }

        throw new InvalidOperationException($"The run ended before {point}.");
    }

    /// <summary>The model's SHA-256, then one over everything else that a run reports.</summary>
    public static string Sums(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder()
            .Append(JsonSerializer.Serialize(result.Epochs, TrainingJson.Default.IReadOnlyListEpochMetrics)).Append('\n')
            .Append(result.Status).Append(' ').Append(result.KeptEpoch).Append(' ').Append(result.Divergence).Append('\n')
            .Append(result.Train).Append(result.Validation).Append(result.Test).Append(result.Gap).Append('\n')
            .AppendJoin(' ', result.TestConfusion?.Counts.ToArray() ?? []);
        return $"{result.ModelSha256} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";
    }

    private static void CancelAt(bool here, CancellationTokenSource cancellation)
    {
        if (here)
        {
            cancellation.Cancel();
        }
    }
}
