using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Inspection;

/// <summary>A layer as figures speak of it.</summary>
/// <param name="Name"><c>input</c>, <c>hidden 1</c>, …, <c>output</c>.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">The non-linearity.</param>
/// <param name="Dropout">Dropout rate.</param>
internal sealed record LayerName(string Name, int Units, Activation Activation, double Dropout);
