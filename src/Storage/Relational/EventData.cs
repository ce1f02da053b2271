using System.Text;
using System.Text.Json;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Relational;

/// <summary>The JSON objects of events; their members are those that <see cref="SweepEventKinds"/> names.</summary>
internal static class EventData
{
    public static string Sweep(SweepState state, string? reason, int ended) => Write(json =>
    {
        json.WriteString("state", Columns.Name(state));
        json.WriteString("reason", reason);
        json.WriteNumber("ended", ended);
    });

    public static string Started(int attempt, string silo, int slot) => Write(json =>
    {
        json.WriteNumber("attempt", attempt);
        json.WriteString("silo", silo);
        json.WriteNumber("slot", slot);
    });

    public static string Epochs(int attempt, EpochMetrics newest) => Write(json =>
    {
        json.WriteNumber("attempt", attempt);
        json.WriteNumber("epoch", newest.Epoch);
        Number(json, "trainingLoss", newest.TrainingLoss);
        Number(json, "validationLoss", newest.Validation.Loss);
        Number(json, "validationAccuracy", newest.Validation.Accuracy);
    });

    public static string Ended(int attempt, TrialState state, TrialFailure? failure) => Write(json =>
    {
        json.WriteNumber("attempt", attempt);
        json.WriteString("state", Columns.Name(state));
        json.WriteString("failure", failure is null ? null : Columns.Name(failure.Kind));
    });

    public static string Released(int attempt, string? silo) => Write(json =>
    {
        json.WriteNumber("attempt", attempt);
        json.WriteString("silo", silo);
    });

    public static string Lost(int attempt, string? silo, bool crashed) => Write(json =>
    {
        json.WriteNumber("attempt", attempt);
        json.WriteString("silo", silo);
        json.WriteBoolean("crashed", crashed);
    });

    public static string Pruned(int models, int checkpoints, long events) => Write(json =>
    {
        json.WriteNumber("models", models);
        json.WriteNumber("checkpoints", checkpoints);
        json.WriteNumber("events", events);
    });

    /// <summary>JSON has no infinities: they are strings, as in results.</summary>
    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case { } number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case double.PositiveInfinity:
                json.WriteString(name, "Infinity");
                break;
            case double.NegativeInfinity:
                json.WriteString(name, "-Infinity");
                break;
            default:
                json.WriteString(name, "NaN");
                break;
        }
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream(128);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
