namespace DropoutSweep.Training.Inspection;

/// <summary>Predictions whose confidence is in (<paramref name="Low"/>, <paramref name="High"/>].</summary>
/// <param name="Low">Lower edge.</param>
/// <param name="High">Upper edge.</param>
/// <param name="Count">Number of predictions; where it is 0, the next two are null.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="Accuracy">The share of them that is right.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double? Confidence, double? Accuracy);
