using System.Security.Cryptography;
using System.Text;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>A part of a page that is replaced when it changes: one element.</summary>
/// <param name="Id">The element's id.</param>
/// <param name="Html">The element.</param>
public sealed record PageFragment(string Id, string Html)
{
    /// <summary>Whether only those who may change something are shown it.</summary>
    public bool ForWriters { get; init; }

    /// <summary>Tells contents apart: 8 characters that may stand in an event's id.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Html)).AsSpan(0, 4));
}
