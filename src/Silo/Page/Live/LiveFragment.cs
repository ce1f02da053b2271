namespace DropoutSweep.Silo.Page.Live;

/// <summary>A fragment on its way to the browser.</summary>
/// <param name="Id">The id of the element that it replaces.</param>
/// <param name="Html">The element.</param>
internal sealed record LiveFragment(string Id, string Html);
