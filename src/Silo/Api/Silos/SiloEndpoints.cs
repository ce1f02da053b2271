using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Silos;

/// <summary>The silos that share the store.</summary>
internal static class SiloEndpoints
{
    public static void MapSilos(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/silos", ListAsync)
            .WithTags("Silos")
            .Described("ListSilos", "The silos that share the store, by name, with those whose lease has run out; with the engine orleans also its members as they see one another.")
            .Produces<SiloListView>().Tagged();

    private static async Task<IResult> ListAsync(HttpContext context, ISweepStore store, CancellationToken cancellationToken)
    {
        var silos = await store.ListSilosAsync(cancellationToken);
        var memberships = await Memberships.ReadAsync(store, silos, cancellationToken);
        return Tag.ByContent(context, new SiloListView(silos, memberships), ApiJson.Default.SiloListView);
    }
}
