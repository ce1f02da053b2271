using System.Security.Cryptography;
using System.Text;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>A token, of which only the hash is held. One that came from a file follows the file.</summary>
/// <param name="token">The token.</param>
/// <param name="file">The file that holds it; null when it does not change.</param>
/// <param name="time">The clock.</param>
internal sealed class ApiToken(string token, string? file = null, TimeProvider? time = null)
{
    /// <summary>Fewest characters of a token.</summary>
    public const int MinLength = 16;

    /// <summary>Most characters of a token.</summary>
    public const int MaxLength = 1_000;

    private const string Scheme = "Bearer ";
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private volatile byte[] _hash = Hash(token);
    private long _read = (time ?? TimeProvider.System).GetTimestamp();
    private string? _trouble;

    /// <summary>What may stand for the token where it is not to be given away: its hash, as hex.</summary>
    public string Mark => Convert.ToHexStringLower(_hash);

    /// <summary>The file that holds it; null when it does not change.</summary>
    public string? File => file;

    /// <summary>What a header <c>Authorization</c> carries; null when it is of another scheme.</summary>
    public static string? TextOf(string? header) =>
        header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>Whether a text is the token. Takes the same time wherever the two differ.</summary>
    public bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(_hash, Hash(text));

    /// <summary>Whether a text is the token's mark; likewise.</summary>
    public bool IsMark(string mark) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mark), Encoding.ASCII.GetBytes(mark));

    /// <summary>What is wrong with a token; null when nothing is. Never says the token.</summary>
    public static string? Mistake(string token) => token.Length is < MinLength or > MaxLength || token.Any(c => c is <= ' ' or > '~')
        ? $"found {token.Length} characters; {MinLength} to {MaxLength:N0} printable ASCII characters without spaces"
        : null;

    /// <summary>
    /// Reads the file again, at most once a second. A file that cannot be used changes nothing: a half-written one must not
    /// lock everybody out. Nor one that holds the other token: who may only read would be able to do everything.
    /// </summary>
    /// <param name="other">The other token; null when there is none.</param>
    /// <returns>Whether the token is another one now, and why the file cannot be used; the latter once until it can be.</returns>
    public (bool Changed, string? Trouble) Follow(ApiToken? other = null)
    {
        if (file is null)
        {
            return (false, null);
        }

        lock (_lock)
        {
            if (_time.GetElapsedTime(_read) < s_every)
            {
                return (false, null);
            }

            _read = _time.GetTimestamp();
            var before = _trouble;
            var (text, trouble) = Read(file);
            if (text is not null && other?.IsToken(text) == true)
            {
                (text, trouble) = (null, "it is the same as the other token; take another");
            }

            _trouble = trouble;
            if (text is null || CryptographicOperations.FixedTimeEquals(_hash, Hash(text)))
            {
                return (false, string.Equals(before, trouble, StringComparison.Ordinal) ? null : trouble);
            }

            _hash = Hash(text);
            return (true, null);
        }
    }

    private static (string? Text, string? Trouble) Read(string file)
    {
        try
        {
            var text = System.IO.File.ReadAllText(file).Trim();
            return Mistake(text) is { } mistake ? (null, mistake) : (text, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, error.Message);
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
