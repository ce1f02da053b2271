namespace DropoutSweep.Silo.Page.Views;

/// <summary>A section of a page.</summary>
/// <param name="Name">Its class, and with <c>heading-</c> before it its heading's id.</param>
/// <param name="Heading">Its heading; null for none.</param>
/// <param name="Fragments">What is in it.</param>
/// <param name="IsTitle">Whether the heading is the whole page's.</param>
public sealed record PageSection(string Name, string? Heading, IReadOnlyList<PageFragment> Fragments, bool IsTitle = false);
