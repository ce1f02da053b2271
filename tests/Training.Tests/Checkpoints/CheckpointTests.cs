using System.Buffers.Binary;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Checkpoints;

/// <summary>Checkpoints that are damaged, or of another run, are refused by name.</summary>
public sealed class CheckpointTests
{
    private const int HeaderBytes = 8 + 4 + 4 + 32;

    private static readonly Scenario Scenario = Scenarios.Create("sigmoid-output-raw-best");
    private static readonly byte[] Whole = Save(Scenario);

    [Fact]
    public void Resume_FromACheckpointWithABitFlipped_IsRefused()
    {
        // Every byte of the header and of the payload's beginning, then places all over.
        var random = new RandomSequence(1, Purpose.RandomLabels);
        var places = Enumerable.Range(0, HeaderBytes + 300).Concat(Enumerable.Range(0, 300).Select(_ => random.NextInt32(Whole.Length))).Append(Whole.Length - 1);
        Assert.All(places, place =>
        {
            var damaged = Whole.ToArray();
            damaged[place] ^= (byte)(1 << random.NextInt32(8));
            Assert.Contains(Refusal(place), Refuse(damaged), StringComparison.Ordinal);
        });

        static string Refusal(int place) => place switch
        {
            < 8 => "Not a checkpoint",
            < 12 => "of version",
            _ => "damaged",
        };
    }

    [Fact]
    public void Resume_FromATruncatedCheckpoint_IsRefused()
    {
        var random = new RandomSequence(2, Purpose.RandomLabels);
        var lengths = Enumerable.Range(0, HeaderBytes + 100).Concat(Enumerable.Range(0, 100).Select(_ => random.NextInt32(Whole.Length))).Append(Whole.Length - 1);
        Assert.All(lengths, length => Assert.Contains(length < 8 ? "Not a checkpoint" : "damaged", Refuse(Whole[..length]), StringComparison.Ordinal));
    }

    [Fact]
    public void Resume_FromACheckpointWithAPieceMoved_IsRefused()
    {
        var half = Whole.Length / 2;
        Assert.Contains("damaged", Refuse([.. Whole[..half], .. Whole[(half + 64)..]]), StringComparison.Ordinal);
        Assert.Contains("damaged", Refuse([.. Whole[..half], .. new byte[64], .. Whole[half..]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_FromACheckpointThatClaimsToBeHuge_IsRefusedWithoutTheMemory()
    {
        var damaged = Whole.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(12), 1_900_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("damaged", Refuse(damaged), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public void Resume_FromAnotherVersion_SaysWhich()
    {
        var other = Whole.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(other.AsSpan(8), 7);
        Assert.Equal("The checkpoint is of version 7; this program reads version 1.", Refuse(other));
    }

    [Fact]
    public void Resume_OfAnotherRun_SaysWhatDiffers()
    {
        AssertOther("seed", Scenario with { Seed = 8 });
        AssertOther("configuration", Scenario with { Configuration = Scenario.Configuration with { Training = Scenario.Configuration.Training with { BatchSize = 17 } } });
        AssertOther("configuration", Scenario with { Configuration = Scenario.Configuration with { Objective = new ObjectiveOptions() } });
        AssertOther("data", Scenario with { Data = SyntheticData.Images(50, 5, 163, 40, seed: 2, scale: PixelScale.None) });
        AssertOther("scale", Scenario with { Data = SyntheticData.Images(50, 5, 163, 40) });
        AssertOther("split", Scenario with { Data = TrainingData.Create(Scenario.Data.Dataset, new SplitOptions { ValidationShare = 0.2, Seed = 1 }, PixelScale.None) });
        AssertOther("configuration, seed", Scenario with { Seed = 8, Configuration = Scenario.Configuration with { Model = new ModelOptions { Hidden = [] } } });

        static void AssertOther(string what, Scenario other) =>
            Assert.Equal($"The checkpoint belongs to another run: not the same {what}.", Assert.Throws<InvalidDataException>(() => other.Resume(new MemoryStream(Whole))).Message);
    }

    [Fact]
    public void Resume_FromAnEmptyOrForeignFile_IsRefused()
    {
        Assert.Contains("Not a checkpoint", Refuse([]), StringComparison.Ordinal);
        Assert.Contains("Not a checkpoint", Refuse("{\"layers\": []}, and more of it"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void SaveCheckpoint_Twice_WritesTheSameBytes()
    {
        Assert.Equal(Whole, Save(Scenario));
        using var again = new MemoryStream();
        Scenario.Resume(new MemoryStream(Whole)).SaveCheckpoint(again);
        Assert.Equal(Whole, again.ToArray());
    }

    [Fact]
    public void Resume_FromAStreamThatGivesLittleAtATime_GoesOn()
    {
        using var slow = new TricklingStream(Whole);
        Assert.Equal(Runs.ToEnd(Scenario.Start()), Runs.ToEnd(Scenario.Resume(slow)));
    }

    private static string Refuse(byte[] checkpoint) => Assert.Throws<InvalidDataException>(() => Scenario.Resume(new MemoryStream(checkpoint))).Message;

    private static byte[] Save(Scenario scenario)
    {
        using var checkpoint = new MemoryStream();
        Runs.StopAndSave(scenario.Start(), "batch:14", checkpoint);
        return checkpoint.ToArray();
    }

    private sealed class TricklingStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
