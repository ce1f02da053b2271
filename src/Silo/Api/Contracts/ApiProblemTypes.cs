namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>The kinds of errors: the values of <see cref="ApiProblem.Type"/>.</summary>
public static class ApiProblemTypes
{
    /// <summary>A parameter, header or body cannot be used (400).</summary>
    public const string BadRequest = "bad-request";

    /// <summary>The token is missing or wrong (401).</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The request's host or origin is a foreign one (403).</summary>
    public const string ForeignRequest = "foreign-request";

    /// <summary>The token only reads, and the request asks for a change (403).</summary>
    public const string ReadOnly = "read-only";

    /// <summary>There is no such thing (404).</summary>
    public const string NotFound = "not-found";

    /// <summary>It cannot be done as things stand (409).</summary>
    public const string Conflict = "conflict";

    /// <summary>The body is larger than the silo takes (413).</summary>
    public const string TooLarge = "too-large";

    /// <summary>The body's media type is not one that this address takes (415).</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>The specification has mistakes, listed in <see cref="ApiProblem.Errors"/> (422).</summary>
    public const string InvalidSpecification = "invalid-specification";

    /// <summary>Too many submissions; the header Retry-After says how many seconds to wait (429).</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>Something in the silo went wrong; its log says what (500).</summary>
    public const string Internal = "internal";

    /// <summary>The store or the silo cannot serve at present (503).</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Anything else that the protocol has a status for.</summary>
    public const string Other = "other";
}
