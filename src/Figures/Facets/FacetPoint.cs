namespace DropoutSweep.Figures.Facets;

/// <summary>A configuration's place on the rate axis.</summary>
/// <param name="Configuration">Its number.</param>
/// <param name="Place">Its rate, or the number of its category.</param>
/// <param name="Rate">Its rate in words.</param>
/// <param name="DropsNothing">Whether it is without any dropout.</param>
/// <param name="DropsInputsAlone">Whether it drops inputs and no unit of a hidden layer, whose rate the axis shows.</param>
public sealed record FacetPoint(int Configuration, double Place, string Rate, bool DropsNothing, bool DropsInputsAlone = false)
{
    /// <summary>What is dropped, to be said after a name: <c>at rate 0.5</c>, <c>without dropout</c>.</summary>
    public string Words => (DropsNothing, DropsInputsAlone) switch
    {
        (true, _) => "without dropout",
        (_, true) => "with dropout of the inputs alone",
        _ => $"at rate {Rate}",
    };
}
