using System.Text;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Trials;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

/// <summary>A list of trials is written by hand, and nobody can tell: the bytes are the general writer's.</summary>
public sealed class TrialListJsonTests
{
    private const int PartOfPage = 4;
    private static readonly double[] s_numbers = [0, 0.1, -1.5e-300, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e21, 1.0 / 3];

    public static TheoryData<string> Names => [.. Trials().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_AnyTrial_GivesTheGeneralWritersBytes(string name) => AssertSame(new TrialListView(7, 12_345, 3, 1, [Trials()[name]]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartOfPage)]
    [InlineData(PartOfPage + 1)]
    [InlineData(3 * PartOfPage)]
    public void Write_AnyNumber_GivesTheGeneralWritersBytes(int count)
    {
        var trials = Trials().Values.ToList();
        AssertSame(new TrialListView(long.MaxValue, count, 0, 10_000, [.. Enumerable.Range(0, count).Select(i => trials[i % trials.Count] with { Number = i })]));
    }

    private static void AssertSame(TrialListView page) => Assert.Equal(
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(page, ApiJson.Default.TrialListView)),
        string.Concat(TrialListJson.Page(page, [.. page.Trials.Chunk(PartOfPage).Select(TrialListJson.Part)]).Select(part => Encoding.UTF8.GetString(part.Span))));

    private static Dictionary<string, TrialView> Trials()
    {
        var trials = new Dictionary<string, TrialView>(StringComparer.Ordinal) { ["pending"] = Trial() };
        foreach (var state in Enum.GetValues<TrialState>())
        {
            trials[$"state {state}"] = Trial() with { State = state };
        }

        foreach (var kind in Enum.GetValues<TrialFailureKind>())
        {
            trials[$"failure {kind}"] = Trial() with { State = TrialState.Failed, Failure = new TrialFailure(kind, "<b>\"Größe\"\\\t\u2028 😀 + '") };
        }

        foreach (var status in Enum.GetValues<TrainingStatus>())
        {
            trials[$"result {status}"] = Trial() with { Result = new ResultView { Status = status, Divergence = new Divergence(3, long.MaxValue), KeptEpoch = 4, ModelSha256 = new string('a', 64) } };
        }

        foreach (var number in s_numbers)
        {
            var scores = new Scores { Samples = 10_000, Loss = number, Accuracy = number, LogitAccuracy = number, TiedShare = number };
            trials[FormattableString.Invariant($"numbers {number:R}")] = Trial() with
            {
                Seconds = number,
                Objective = number,
                Result = new ResultView { Status = TrainingStatus.Completed, Train = scores, Validation = scores with { Accuracy = null }, Test = scores with { LogitAccuracy = null, TiedShare = null }, Gap = number },
            };
        }

        trials["running"] = Trial() with
        {
            Silo = "größer-1<2",
            Slot = 3,
            StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            EndedAt = DateTimeOffset.UnixEpoch.AddTicks(17),
            HasCheckpoint = true,
            HasModel = true,
        };
        trials["parameters"] = Trial() with
        {
            Parameters = new OrderedDictionary<string, string>(StringComparer.Ordinal) { ["model.layers"] = "[512, 256]", ["training.optimizer"] = "{kind: \"sgd\"}", ["a<b"] = "é" },
        };
        return trials;
    }

    private static TrialView Trial() => new()
    {
        Number = 5,
        Configuration = 2,
        Parameters = new OrderedDictionary<string, string>(StringComparer.Ordinal),
        Replicate = 1,
        Seed = ulong.MaxValue,
        State = TrialState.Pending,
        Attempts = 1,
        Losses = 2,
        Crashes = 3,
        Epochs = 4,
        Seconds = 0.25,
        HasCheckpoint = false,
        HasModel = false,
    };
}
