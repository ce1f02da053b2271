using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Reports;

/// <summary>What a report is made from.</summary>
/// <param name="Spec">The sweep.</param>
/// <param name="Dataset">The data that it was trained on.</param>
/// <param name="Results">Its results.</param>
/// <param name="Models">Its models.</param>
/// <param name="Command">What has to be typed to make the sweep again.</param>
internal sealed record ReportSource(SweepSpec Spec, RunSummaryDataset Dataset, IRunResults Results, IModelSource Models, string Command);
