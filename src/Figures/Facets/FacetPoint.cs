namespace DropoutSweep.Figures.Facets;

/// <summary>A configuration's place on the rate axis.</summary>
/// <param name="Configuration">Its number.</param>
/// <param name="Place">Its rate, or the number of its category.</param>
/// <param name="Rate">Its rate in words.</param>
/// <param name="DropsNothing">Whether it is without any dropout.</param>
public sealed record FacetPoint(int Configuration, double Place, string Rate, bool DropsNothing);
