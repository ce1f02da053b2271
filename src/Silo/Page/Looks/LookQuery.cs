using DropoutSweep.Silo.Page.Views;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page.Looks;

/// <summary>What a trial's page looks at inside the model, as the address says. What it does not say, or says wrongly, is 0.</summary>
/// <param name="Image">The row of the test image.</param>
/// <param name="Mask">The number of the dropout mask.</param>
public sealed record LookQuery(int Image, int Mask)
{
    /// <summary>The greatest number of a mask.</summary>
    public const int MostMask = 1_000_000;

    /// <summary>What an address says.</summary>
    internal static LookQuery Of(IQueryCollection query) => new(PageQuery.Number(query["image"]), Math.Min(PageQuery.Number(query["mask"]), MostMask));
}
