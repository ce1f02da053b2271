using System.Security.Cryptography;
using System.Text;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>The silo's token, of which only the hash is held.</summary>
internal sealed class ApiToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash = Hash(token);

    /// <summary>Whether a header <c>Authorization</c> carries the token. Takes the same time wherever the two differ.</summary>
    public bool Matches(string? header) =>
        header is not null
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && IsToken(header[Scheme.Length..].Trim());

    /// <summary>Whether a text is the token; likewise.</summary>
    public bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(_hash, Hash(text));

    /// <summary>What may stand for the token where it is not to be given away: its hash, as hex.</summary>
    public string Mark => Convert.ToHexStringLower(_hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
