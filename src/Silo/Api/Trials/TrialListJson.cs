using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>
/// Writes a page of trials, value by value, with the same bytes as <see cref="ApiJson"/>: a page has up to 10,000 trials of thirty
/// values each, and what the general writer spends on each value was a third of the answer's time.
/// </summary>
internal static class TrialListJson
{
    private const int PerTrial = 640;
    private static readonly JsonEncodedText[] s_states = Names<TrialState>();
    private static readonly JsonEncodedText[] s_failures = Names<TrialFailureKind>();
    private static readonly JsonEncodedText[] s_statuses = Names<TrainingStatus>();

    /// <summary>A part of a page as UTF-8: trials, at least one, and a comma before each.</summary>
    public static ReadOnlyMemory<byte> Part(IReadOnlyCollection<TrialView> trials)
    {
        var buffer = new ArrayBufferWriter<byte>(PerTrial * trials.Count);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartArray();
        foreach (var trial in trials)
        {
            Write(json, trial);
        }

        json.Flush();
        var written = MemoryMarshal.AsMemory(buffer.WrittenMemory);
        written.Span[0] = (byte)',';
        return written;
    }

    /// <summary>A page as UTF-8, in parts.</summary>
    /// <param name="page">What is said of it; its trials are taken from the parts.</param>
    /// <param name="parts">Its trials, by <see cref="Part"/>.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Page(TrialListView page, IReadOnlyList<ReadOnlyMemory<byte>> parts) =>
        [Head(page), .. parts.Select(static (part, i) => i == 0 ? part[1..] : part), "]}"u8.ToArray()];

    private static ReadOnlyMemory<byte> Head(TrialListView page)
    {
        var buffer = new ArrayBufferWriter<byte>(PerTrial);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, page.Sequence);
        json.WriteNumber("total"u8, page.Total);
        json.WriteNumber("offset"u8, page.Offset);
        json.WriteNumber("limit"u8, page.Limit);
        json.WriteStartArray("trials"u8);
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, TrialView trial)
    {
        json.WriteStartObject();
        json.WriteNumber("number"u8, trial.Number);
        json.WriteNumber("configuration"u8, trial.Configuration);
        json.WriteStartObject("parameters"u8);
        foreach (var (name, value) in trial.Parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("replicate"u8, trial.Replicate);
        json.WriteNumber("seed"u8, trial.Seed);
        json.WriteString("state"u8, s_states[(int)trial.State]);
        if (trial.Failure is { } failure)
        {
            json.WriteStartObject("failure"u8);
            json.WriteString("kind"u8, s_failures[(int)failure.Kind]);
            json.WriteString("message"u8, failure.Message);
            json.WriteEndObject();
        }

        json.WriteNumber("attempts"u8, trial.Attempts);
        json.WriteNumber("losses"u8, trial.Losses);
        json.WriteNumber("crashes"u8, trial.Crashes);
        Write(json, "silo"u8, trial.Silo);
        Write(json, "slot"u8, trial.Slot);
        json.WriteNumber("epochs"u8, trial.Epochs);
        Write(json, "seconds"u8, trial.Seconds);
        json.WriteBoolean("hasCheckpoint"u8, trial.HasCheckpoint);
        json.WriteBoolean("hasModel"u8, trial.HasModel);
        Write(json, "startedAt"u8, trial.StartedAt);
        Write(json, "endedAt"u8, trial.EndedAt);
        Write(json, "objective"u8, trial.Objective);
        if (trial.Result is { } result)
        {
            json.WriteStartObject("result"u8);
            Write(json, result);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A result but for its confusion matrix, which a list does not hold.</summary>
    private static void Write(Utf8JsonWriter json, ResultView result)
    {
        json.WriteString("status"u8, s_statuses[(int)result.Status]);
        if (result.Divergence is { } divergence)
        {
            json.WriteStartObject("divergence"u8);
            json.WriteNumber("epoch"u8, divergence.Epoch);
            json.WriteNumber("step"u8, divergence.Step);
            json.WriteEndObject();
        }

        Write(json, "keptEpoch"u8, result.KeptEpoch);
        Write(json, "train"u8, result.Train);
        Write(json, "validation"u8, result.Validation);
        Write(json, "test"u8, result.Test);
        Write(json, "gap"u8, result.Gap);
        Write(json, "modelSha256"u8, result.ModelSha256);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, Scores? scores)
    {
        if (scores is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("samples"u8, scores.Samples);
        Write(json, "loss"u8, scores.Loss);
        Write(json, "accuracy"u8, scores.Accuracy);
        Write(json, "logitAccuracy"u8, scores.LogitAccuracy);
        Write(json, "tiedShare"u8, scores.TiedShare);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is not { } number)
        {
            return;
        }

        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time);
        }
    }

    /// <summary>An enum's names by their values, which count from 0.</summary>
    private static JsonEncodedText[] Names<T>()
        where T : struct, Enum => [.. EnumNames.All<T>().Select(name => JsonEncodedText.Encode(name))];
}
