namespace DropoutSweep.Client.Results;

/// <summary>The table of a sweep's results before it is drawn: one row per configuration, the best first.</summary>
/// <param name="ParameterHeaders">Short names of the varying parameters.</param>
/// <param name="ValueHeaders">What the values are.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ResultTableData(IReadOnlyList<string> ParameterHeaders, IReadOnlyList<string> ValueHeaders, IReadOnlyList<ResultTableRow> Rows);
