using System.Net;
using DropoutSweep.Silo.Api.Security;

namespace DropoutSweep.Silo.Hosting;

/// <summary>Options after they were checked: what the host is built from.</summary>
internal sealed record ApiSettings
{
    private const int MinToken = 16;
    private const int MaxToken = 1_000;

    public required IPAddress Address { get; init; }

    public required ApiOptions Options { get; init; }

    public required ApiToken? Token { get; init; }

    public required AllowedHosts Hosts { get; init; }

    /// <summary>Checks options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">A variable of the environment by its name; null when it is not set.</param>
    /// <exception cref="ApiOptionsException">Something is wrong with them.</exception>
    public static ApiSettings Of(ApiOptions options, Func<string, string?> environment)
    {
        var errors = new List<string>();
        var address = AddressOf(options.Address);
        if (address is null)
        {
            errors.Add($"The API's address: found '{options.Address}'; an IP address, localhost, or * for all.");
        }

        Check(options.Port is >= 0 and <= 65_535, $"The API's port: found {options.Port}; 0 to 65,535, 0 for a free one.", errors);
        Check(options.SubmissionsPerMinute is >= 1 and <= 100_000, $"The API's submissions per minute: found {options.SubmissionsPerMinute}; 1 to 100,000.", errors);
        Check(options.Heartbeat > TimeSpan.Zero, $"The API's heartbeat: found {options.Heartbeat}; above 0.", errors);
        var token = ReadToken(options, environment, errors);
        var loopback = address is not null && IPAddress.IsLoopback(address);
        if (address is not null && !loopback && token is null && errors.Count == 0)
        {
            errors.Add($"The API's address {options.Address} can be reached from other machines, so it needs a token: set {ApiOptions.TokenVariable} or name a file that holds it, or serve on 127.0.0.1.");
        }

        return errors.Count > 0 ? throw new ApiOptionsException(errors) : new ApiSettings
        {
            Address = address!,
            Options = options,
            Token = token is null ? null : new ApiToken(token),
            Hosts = new AllowedHosts(loopback || options.AllowedHosts.Count > 0 ? [.. AllowedHosts.Loopback, .. options.AllowedHosts] : null),
        };
    }

    private static IPAddress? AddressOf(string text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(text, out var address) ? address : null,
    };

    private static string? ReadToken(ApiOptions options, Func<string, string?> environment, List<string> errors)
    {
        var (token, source) = (options.Token, "The API's token");
        if (token is null && options.TokenFile is { } file)
        {
            source = $"The API's token in {file}";
            try
            {
                token = File.ReadAllText(file).Trim();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                errors.Add($"{source}: {error.Message}");
                return null;
            }
        }

        if (token is null && environment(ApiOptions.TokenVariable) is { Length: > 0 } variable)
        {
            (token, source) = (variable, $"The API's token in {ApiOptions.TokenVariable}");
        }

        // What was found is a secret: the message says its length at most.
        if (token is not null && (token.Length is < MinToken or > MaxToken || token.Any(c => c is <= ' ' or > '~')))
        {
            errors.Add($"{source}: found {token.Length} characters; {MinToken} to {MaxToken:N0} printable ASCII characters without spaces.");
            return null;
        }

        return token;
    }

    private static void Check(bool right, string error, List<string> errors)
    {
        if (!right)
        {
            errors.Add(error);
        }
    }
}
