using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>What goes from silo to silo arrives with the same bits.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly TrialLease _lease = new(new AttemptId("sweep", 7, 3), new Trial(7, 2, 1, ulong.MaxValue), Slot: 4, Exclusive: true, HasCheckpoint: true);

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    [Fact]
    public void Lease_IsTheSame() => Assert.Equal(_lease, Sent(LeaseMessage.Of("silo", _lease)).ToLease());

    [Fact]
    public void Epochs_AreTheSame()
    {
        var report = new AttemptReport(_lease.Attempt, [TestEnds.Epoch(1, 1.0 / 3), TestEnds.Epoch(2, double.NaN)], 0.1);
        var sent = Sent(EpochsMessage.Of(report)).ToReport("sweep");
        Assert.Equal(report.Attempt, sent.Attempt);
        Assert.Equal(report.Seconds, sent.Seconds);
        Assert.Equal(report.Epochs.Select(TrialRecordText.Write), sent.Epochs.Select(TrialRecordText.Write), StringComparer.Ordinal);
    }

    [Fact]
    public void End_IsTheSame()
    {
        var end = TestEnds.End(_lease);
        var sent = Sent(EndMessage.Of(end)).ToEnd("sweep");
        Assert.Equal((end.Attempt, end.Reported, end.Cost), (sent.Attempt, sent.Reported, sent.Cost));
        Assert.Equal((end.Record.Trial, end.Record.State, end.Record.Seconds), (sent.Record.Trial, sent.Record.State, sent.Record.Seconds));
        Assert.Equal(TrialRecordText.Write(end.Record.Result!), TrialRecordText.Write(sent.Record.Result!));
        Assert.Equal(TrialRecordText.WriteConfusion(end.Record.Result!.TestConfusion), TrialRecordText.WriteConfusion(sent.Record.Result!.TestConfusion));
        Assert.Equal(end.Record.Result.Epochs.Select(TrialRecordText.Write), sent.Record.Result.Epochs.Select(TrialRecordText.Write), StringComparer.Ordinal);
        Assert.Equal(end.Model!.Bytes.ToArray(), sent.Model!.Bytes.ToArray());
    }

    [Fact]
    public void End_OfAFailureWithoutAResult_IsTheSame()
    {
        var end = new AttemptEnd
        {
            Attempt = _lease.Attempt,
            Record = new TrialRecord { Trial = _lease.Trial, State = TrialState.Failed, Failure = new TrialFailure(TrialFailureKind.OutOfMemory, "no room") },
            Cost = double.PositiveInfinity,
        };
        var sent = Sent(EndMessage.Of(end)).ToEnd("sweep");
        Assert.Equal(end.Record, sent.Record);
        Assert.Null(sent.Model);
    }

    [Fact]
    public void End_ThatWaited_HasItsTimes()
    {
        var end = TestEnds.End(_lease) with { BeganAgo = TimeSpan.FromTicks(12_345), EndedAgo = TimeSpan.FromTicks(2) };
        var sent = Sent(EndMessage.Of(end)).ToEnd("sweep");
        Assert.Equal((end.BeganAgo, end.EndedAgo), (sent.BeganAgo, sent.EndedAgo));
        Assert.Equal((null, TimeSpan.Zero), (Sent(EndMessage.Of(TestEnds.End(_lease))).BeganAgo, Sent(EndMessage.Of(TestEnds.End(_lease))).EndedAgo));
    }

    [Fact]
    public void Claim_IsTheSame()
    {
        var claim = new ClaimRequest { Silo = "silo", Slots = [3], Ahead = 64, Lease = TimeSpan.FromSeconds(15.5), Except = ["a", "b"] };
        var sent = Sent(ClaimMessage.Of(claim)).ToClaim();
        Assert.Equal((claim.Silo, claim.Ahead, claim.Lease), (sent.Silo, sent.Ahead, sent.Lease));
        Assert.Equal(claim.Slots, sent.Slots);
        Assert.Equal(claim.Except, sent.Except);
    }

    [Fact]
    public void Answer_IsTheSame()
    {
        var sent = Sent(new AnswerMessage { Accepted = [true, false], Next = [LeaseMessage.Of("silo", _lease)] });
        Assert.Equal([true, false], sent.Accepted);
        Assert.Equal(_lease, Assert.Single(sent.Next).ToLease());
    }

    public void Dispose() => _services.Dispose();

    private T Sent<T>(T message)
        where T : class => Serializer.Deserialize<T>(Serializer.SerializeToArray(message)) ?? throw new InvalidOperationException("Nothing came out.");
}
