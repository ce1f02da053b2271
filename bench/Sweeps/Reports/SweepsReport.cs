using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>Everything that one run measured; a part that was not asked for is null.</summary>
internal sealed record SweepsReport
{
    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>The machine.</summary>
    public required MachineDescription Machine { get; init; }

    /// <summary>Trials that do nothing.</summary>
    public IReadOnlyList<EmptyRow>? Empty { get; init; }

    /// <summary>Trials of one second.</summary>
    public IReadOnlyList<SleepRow>? Sleep { get; init; }

    /// <summary>Sweeps of growing size.</summary>
    public IReadOnlyList<GrowthRow>? Growth { get; init; }

    /// <summary>A sweep that trains.</summary>
    public IReadOnlyList<TrainedRow>? Trained { get; init; }

    /// <summary>The same under the peer.</summary>
    public PeerRow? Peer { get; init; }

    /// <summary>The API.</summary>
    public IReadOnlyList<ApiRow>? Api { get; init; }
}
