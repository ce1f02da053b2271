namespace DropoutSweep.Client.Results;

/// <summary>A configuration's row.</summary>
/// <param name="Parameters">Values of the varying parameters.</param>
/// <param name="Values">Values such as <c>97.98 ± 0.12</c>, as many as there are headers.</param>
/// <param name="IsBest">Whether it has the best mean objective.</param>
/// <param name="HasFailures">Whether trials of it failed.</param>
internal sealed record ResultTableRow(IReadOnlyList<string> Parameters, IReadOnlyList<string> Values, bool IsBest, bool HasFailures);
