namespace DropoutSweep.Figures.Facets;

/// <summary>What "the dropout rate" is in a sweep.</summary>
/// <param name="Title">What the axis is called.</param>
/// <param name="Categories">
/// The rates by name where they are no single numbers (lists, one rate a layer), in order of their means: a point's
/// place is its number here; null where the place is the rate.
/// </param>
public sealed record RateAxis(string Title, IReadOnlyList<string>? Categories)
{
    /// <summary>The title where rates are lists.</summary>
    internal const string ListTitle = "dropout rates of the hidden layers, first / last";

    /// <summary>What stands between the rates of a list.</summary>
    internal const string Separator = " / ";
}
