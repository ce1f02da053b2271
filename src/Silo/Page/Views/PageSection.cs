namespace DropoutSweep.Silo.Page.Views;

/// <summary>A section of a page.</summary>
/// <param name="Name">Its class, and with <c>section-</c> before it its id.</param>
/// <param name="Heading">Its heading; null for none.</param>
/// <param name="Fragments">What is in it.</param>
public sealed record PageSection(string Name, string? Heading, IReadOnlyList<PageFragment> Fragments);
