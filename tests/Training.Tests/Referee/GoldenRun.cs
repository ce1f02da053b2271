using System.Text.Json;
using System.Text.Json.Serialization;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Probe;

namespace DropoutSweep.Training.Tests.Referee;

/// <summary>A case of <c>Golden/generate_torch.py</c>: what was trained, and what PyTorch made of it.</summary>
internal sealed class GoldenRun
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "torch");

    public static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Golden", "generate_torch.py");

    // By reflection, so that what a case does not say keeps its default.
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    private GoldenRun(JsonElement root)
    {
        Configuration = root.GetProperty("configuration").Deserialize<TrainingConfiguration>(Json)!;
        var data = root.GetProperty("data");
        Data = data.TryGetProperty("images", out var images)
            ? SyntheticData.Images(Number(images, "features"), Number(images, "classes"), Number(images, "train"), Number(images, "test"))
            : SyntheticData.Regression(Number(data.GetProperty("regression"), "features"), Number(data.GetProperty("regression"), "train"), Number(data.GetProperty("regression"), "test"));
        Seed = root.GetProperty("seed").GetUInt64();
        Losses = Numbers(root.GetProperty("losses"));
        Layers = [.. root.GetProperty("layers").EnumerateArray().Select(layer => (Numbers(layer.GetProperty("weights")), Numbers(layer.GetProperty("biases"))))];
        Validation = Scores(root.GetProperty("validation"));
        Test = Scores(root.GetProperty("test"));
    }

    public TrainingConfiguration Configuration { get; }

    public TrainingData Data { get; }

    public ulong Seed { get; }

    /// <summary>After each step, the mean training loss of the epoch so far.</summary>
    public double[] Losses { get; }

    public (double[] Weights, double[] Biases)[] Layers { get; }

    public (double Loss, double? Accuracy) Validation { get; }

    public (double Loss, double? Accuracy) Test { get; }

    public static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static GoldenRun Load(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"{name}.json")));
        return new GoldenRun(document.RootElement);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static (double Loss, double? Accuracy) Scores(JsonElement element) =>
        (element.GetProperty("loss").GetDouble(), element.TryGetProperty("accuracy", out var accuracy) ? accuracy.GetDouble() : null);
}
