using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>Epochs of an attempt, each as the text that stores keep: it reads back to the same bits.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.epochs")]
internal sealed record EpochsMessage
{
    [Id(0)]
    public required int Trial { get; init; }

    [Id(1)]
    public required int Attempt { get; init; }

    [Id(2)]
    public required string[] Epochs { get; init; }

    [Id(3)]
    public required double Seconds { get; init; }

    public static EpochsMessage Of(AttemptReport report) => new()
    {
        Trial = report.Attempt.Trial,
        Attempt = report.Attempt.Attempt,
        Epochs = [.. report.Epochs.Select(TrialRecordText.Write)],
        Seconds = report.Seconds,
    };

    public AttemptReport ToReport(string sweep) => new(new AttemptId(sweep, Trial, Attempt), [.. Epochs.Select(TrialRecordText.ReadEpoch)], Seconds);
}
