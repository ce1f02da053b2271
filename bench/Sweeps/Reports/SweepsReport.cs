using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>Everything that was measured, in one run or in several on one machine; a part that was not asked for is null.</summary>
internal sealed record SweepsReport
{
    /// <summary>The runs.</summary>
    public required IReadOnlyList<SweepsRun> Runs { get; init; }

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
    public IReadOnlyList<PeerRow>? Peer { get; init; }

    /// <summary>The API.</summary>
    public IReadOnlyList<ApiRow>? Api { get; init; }

    /// <summary>The live page.</summary>
    public PageRow? Page { get; init; }

    /// <summary>This report with a later run's parts in place of its own.</summary>
    /// <exception cref="InvalidOperationException">The other was measured on another machine.</exception>
    public SweepsReport With(SweepsReport later)
    {
        if (Machine with { Load = null } != later.Machine with { Load = null })
        {
            throw new InvalidOperationException("The files were measured on different machines; their figures do not belong on one page.");
        }

        return this with
        {
            Runs = [.. Runs, .. later.Runs],
            Empty = later.Empty ?? Empty,
            Sleep = later.Sleep ?? Sleep,
            Growth = later.Growth ?? Growth,
            Trained = later.Trained ?? Trained,
            Peer = later.Peer ?? Peer,
            Api = later.Api ?? Api,
            Page = later.Page ?? Page,
        };
    }
}
