namespace DropoutSweep.Figures.Timeline;

/// <summary>A slot of a silo.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Slot">The slot.</param>
public sealed record TimelineRow(string Silo, int Slot);
