using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Trials;

/// <summary>Results as text: what was written is read back to the last bit, and what is damaged is refused.</summary>
public sealed class TrialRecordTextTests
{
    private const string Scores = """{"samples":5,"loss":0.25}""";

    [Fact]
    public void Result_IsReadBack()
    {
        var written = new TrainingResult
        {
            Status = TrainingStatus.Completed,
            Epochs = [],
            KeptEpoch = 7,
            Train = new Scores { Samples = 50_000, Loss = 0.1 + 0.2, Accuracy = 1 - Math.BitDecrement(1.0) },
            Validation = new Scores { Samples = 10_000, Loss = double.Epsilon, Accuracy = 0, LogitAccuracy = 0.98, TiedShare = 1e-300 },
            Test = new Scores { Samples = 10_000, Loss = double.MaxValue },
            ModelSha256 = new string('f', 64),
        };
        AssertSame(written, TrialRecordText.ReadResult(TrialRecordText.Write(written), [], confusion: null));
    }

    [Fact]
    public void DivergedResult_WithNumbersThatAreNone_IsReadBack()
    {
        var written = new TrainingResult
        {
            Status = TrainingStatus.Diverged,
            Epochs = [],
            Divergence = new Divergence(3, 5_000_000_000),
            Train = new Scores { Samples = 1, Loss = double.NaN, Accuracy = 0.1 },
            Validation = new Scores { Samples = 1, Loss = double.PositiveInfinity },
            Test = new Scores { Samples = 1, Loss = double.NegativeInfinity },
        };
        AssertSame(written, TrialRecordText.ReadResult(TrialRecordText.Write(written), [], confusion: null));
    }

    [Theory]
    [InlineData(TrainingStatus.Completed)]
    [InlineData(TrainingStatus.StoppedEarly)]
    [InlineData(TrainingStatus.Diverged)]
    public void EveryStatus_IsReadBack(TrainingStatus status) =>
        Assert.Equal(status, TrialRecordText.ReadResult(TrialRecordText.Write(new TrainingResult { Status = status, Epochs = [] }), [], confusion: null).Status);

    [Fact]
    public void UnknownFieldsAndSpacesAndNulls_AreNoDamage()
    {
        var result = TrialRecordText.ReadResult(
            """ { "new" : {"a":[1,{"b":2}]}, "status":"Completed", "keptEpoch":null, "train": null, "test":{"samples":5,"other":[[]],"loss":0.25,"accuracy":null} } """,
            [],
            confusion: null);
        Assert.Null(result.KeptEpoch);
        Assert.Null(result.Train);
        Assert.Equal(new Scores { Samples = 5, Loss = 0.25 }, result.Test);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"status":"Completed"} {}""")]
    [InlineData("""{"status":"Completed" """)]
    [InlineData("""{"status":"Finished"}""")]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":"Completed","keptEpoch":1.5}""")]
    [InlineData("""{"status":"Completed","keptEpoch":"1"}""")]
    [InlineData("""{"status":"Completed","train":5}""")]
    [InlineData("""{"status":"Completed","train":{"loss":0.25}}""")]
    [InlineData("""{"status":"Completed","train":{"samples":5}}""")]
    [InlineData("""{"status":"Completed","train":{"samples":5,"loss":"much"}}""")]
    [InlineData("""{"status":"Completed","train":{"samples":5,"loss":true}}""")]
    [InlineData("""{"status":"Completed","divergence":[]}""")]
    public void DamagedText_IsRefused(string text) =>
        Assert.Throws<InvalidDataException>(() => TrialRecordText.ReadResult(text, [], confusion: null));

    [Fact]
    public void LongText_IsRead()
    {
        var text = $$"""{"note":"{{new string('x', 5_000)}}","status":"Completed","train":{{Scores}}}""";
        Assert.Equal(5, TrialRecordText.ReadResult(text, [], confusion: null).Train!.Samples);
    }

    private static void AssertSame(TrainingResult written, TrainingResult read)
    {
        Assert.Equal(written.Status, read.Status);
        Assert.Equal(written.Divergence, read.Divergence);
        Assert.Equal(written.KeptEpoch, read.KeptEpoch);
        Assert.Equal(written.Train, read.Train);
        Assert.Equal(written.Validation, read.Validation);
        Assert.Equal(written.Test, read.Test);
        Assert.Equal(written.ModelSha256, read.ModelSha256, StringComparer.Ordinal);
    }
}
