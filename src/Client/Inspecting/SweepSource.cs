using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Inspecting;

/// <summary>A sweep to look at: a run's folder, or a cluster's.</summary>
internal sealed class SweepSource(SweepSpec spec, RunSummaryDataset dataset, IRunResults results, IModelSource models, string folder, string command, Func<ValueTask> close) : IAsyncDisposable
{
    /// <summary>The sweep.</summary>
    public SweepSpec Spec => spec;

    /// <summary>The data that it was trained on.</summary>
    public RunSummaryDataset Dataset => dataset;

    /// <summary>Its results.</summary>
    public IRunResults Results => results;

    /// <summary>Its models.</summary>
    public IModelSource Models => models;

    /// <summary>Where files about it go unless something else is said.</summary>
    public string Folder => folder;

    /// <summary>What has to be typed to make it again.</summary>
    public string Command => command;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => close();
}
