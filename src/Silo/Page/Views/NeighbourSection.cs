using DropoutSweep.Silo.Page.Components;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>Where else the page is served: for the script, at the end of every page that changes.</summary>
internal static class NeighbourSection
{
    public static async Task<PageSection> LoadAsync(Neighbours neighbours, PageRenderer renderer, CancellationToken cancellationToken)
    {
        var html = await renderer.RenderAsync<SiloLinks>((nameof(SiloLinks.Silos), await neighbours.FindAsync(cancellationToken)));
        return new PageSection("elsewhere", null, [new PageFragment("neighbours", html)]);
    }
}
