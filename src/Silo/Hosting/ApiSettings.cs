using System.Net;
using DropoutSweep.Silo.Api.Security;

namespace DropoutSweep.Silo.Hosting;

/// <summary>Options after they were checked: what the host is built from.</summary>
internal sealed record ApiSettings
{
    public required IPAddress Address { get; init; }

    public required ApiOptions Options { get; init; }

    public required ApiToken? Token { get; init; }

    public required ApiToken? ReadToken { get; init; }

    public required AllowedHosts Hosts { get; init; }

    /// <summary>Checks options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">A variable of the environment by its name; null when it is not set.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="ApiOptionsException">Something is wrong with them.</exception>
    public static ApiSettings Of(ApiOptions options, Func<string, string?> environment, TimeProvider? time = null)
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
        Check(options.SignInsPerMinute is >= 1 and <= 100_000, $"The API's tries to sign in a minute: found {options.SignInsPerMinute}; 1 to 100,000.", errors);
        Check(options.MostStreams is >= 1 and <= 100_000, $"The API's streams: found {options.MostStreams}; 1 to 100,000.", errors);
        Check(options.HeadersWithin > TimeSpan.Zero, $"The API's time for headers: found {options.HeadersWithin}; above 0.", errors);
        var token = FindToken("The API's token", options.Token, options.TokenFile, ApiOptions.TokenVariable, environment, time, errors);
        var reader = FindToken("The API's token that only reads", options.ReadToken, options.ReadTokenFile, ApiOptions.ReadTokenVariable, environment, time, errors);
        if (errors.Count == 0 && reader is not null)
        {
            Check(token is not null, $"The API's token that only reads needs one that does more beside it: set {ApiOptions.TokenVariable} or name a file that holds it.", errors);
            Check(token?.IsMark(reader.Mark) != true, "The API's token that only reads is the same as the other one; take another.", errors);
        }

        var loopback = address is not null && IPAddress.IsLoopback(address);
        if (address is not null && !loopback && token is null && errors.Count == 0)
        {
            errors.Add($"The API's address {options.Address} can be reached from other machines, so it needs a token: set {ApiOptions.TokenVariable} or name a file that holds it, or serve on 127.0.0.1.");
        }

        return errors.Count > 0 ? throw new ApiOptionsException(errors) : new ApiSettings
        {
            Address = address!,
            Options = options,
            Token = token,
            ReadToken = reader,
            Hosts = new AllowedHosts(loopback || options.AllowedHosts.Count > 0 ? [.. AllowedHosts.Loopback, .. options.AllowedHosts] : null),
        };
    }

    /// <summary>What a token allows.</summary>
    public ApiAccess AccessOfToken(string token) =>
        Token?.IsToken(token) == true ? ApiAccess.Full : ReadToken?.IsToken(token) == true ? ApiAccess.Read : ApiAccess.None;

    /// <summary>What the token allows whose mark this is.</summary>
    public ApiAccess AccessOfMark(string mark) =>
        Token?.IsMark(mark) == true ? ApiAccess.Full : ReadToken?.IsMark(mark) == true ? ApiAccess.Read : ApiAccess.None;

    /// <summary>The token that gives an access; null for none.</summary>
    public ApiToken? TokenOf(ApiAccess access) => access switch
    {
        ApiAccess.Full => Token,
        ApiAccess.Read => ReadToken,
        _ => null,
    };

    private static IPAddress? AddressOf(string text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(text, out var address) ? address : null,
    };

    private static ApiToken? FindToken(string what, string? option, string? file, string variable, Func<string, string?> environment, TimeProvider? time, List<string> errors)
    {
        var (token, source) = (option, what);
        if (token is null && file is not null)
        {
            source = $"{what} in {file}";
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
        else
        {
            file = null;
        }

        if (token is null && environment(variable) is { Length: > 0 } found)
        {
            (token, source) = (found, $"{what} in {variable}");
        }

        if (token is null)
        {
            return null;
        }

        if (ApiToken.Mistake(token) is { } mistake)
        {
            errors.Add($"{source}: {mistake}.");
            return null;
        }

        return new ApiToken(token, file, time);
    }

    private static void Check(bool right, string error, List<string> errors)
    {
        if (!right)
        {
            errors.Add(error);
        }
    }
}
