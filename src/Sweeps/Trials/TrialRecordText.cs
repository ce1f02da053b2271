using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Trials;

/// <summary>
/// Results and epochs as JSON text, for stores: every number reads back to the same bits, also NaN and infinities.
/// </summary>
public static class TrialRecordText
{
    /// <summary>An epoch.</summary>
    public static string Write(EpochMetrics metrics) => JsonSerializer.Serialize(metrics, TrialRecordJson.Default.EpochMetrics);

    /// <summary>An epoch read back.</summary>
    /// <exception cref="InvalidDataException">The text is not one that <see cref="Write(EpochMetrics)"/> wrote.</exception>
    public static EpochMetrics ReadEpoch(string text) => Read(text, TrialRecordJson.Default.EpochMetrics);

    /// <summary>A result without its epochs and without its confusion matrix, which are kept apart.</summary>
    public static string Write(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(
            new ResultText
            {
                Status = result.Status,
                Divergence = result.Divergence,
                KeptEpoch = result.KeptEpoch,
                Train = result.Train,
                Validation = result.Validation,
                Test = result.Test,
                ModelSha256 = result.ModelSha256,
            },
            TrialRecordJson.Default.ResultText);
    }

    /// <summary>A result read back.</summary>
    /// <param name="text">What <see cref="Write(TrainingResult)"/> wrote.</param>
    /// <param name="epochs">Its epochs; may be left empty.</param>
    /// <param name="confusion">Its confusion matrix, by <see cref="WriteConfusion"/>; null when it has none or it was not read.</param>
    /// <exception cref="InvalidDataException">A text is damaged.</exception>
    public static TrainingResult ReadResult(string text, IReadOnlyList<EpochMetrics> epochs, string? confusion)
    {
        var result = Read(text, ResultTextReader.Read);
        return new TrainingResult
        {
            Status = result.Status,
            Divergence = result.Divergence,
            Epochs = epochs,
            KeptEpoch = result.KeptEpoch,
            Train = result.Train,
            Validation = result.Validation,
            Test = result.Test,
            TestConfusion = confusion is null ? null : ReadConfusion(confusion),
            ModelSha256 = result.ModelSha256,
        };
    }

    /// <summary>A confusion matrix: its counts row by row.</summary>
    public static string? WriteConfusion(ConfusionMatrix? confusion) =>
        confusion is null ? null : JsonSerializer.Serialize(confusion.Counts.ToArray(), TrialRecordJson.Default.Int32Array);

    private static ConfusionMatrix ReadConfusion(string text)
    {
        var counts = Read(text, TrialRecordJson.Default.Int32Array);
        return new ConfusionMatrix((int)Math.Sqrt(counts.Length), counts);
    }

    private static T Read<T>(string text, JsonTypeInfo<T> type) =>
        Read(text, written => JsonSerializer.Deserialize(written, type) ?? throw new InvalidDataException("A record is empty."));

    private static T Read<T>(string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"A record is damaged: {error.Message}", error);
        }
    }
}
