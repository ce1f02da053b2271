using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api;

/// <summary>Addresses of the API that more than one place knows.</summary>
internal static class ApiPaths
{
    public const string Health = "/healthz";

    public const string Ready = "/readyz";

    public const string V1 = "/v1";

    public static string Sweep(string id) => $"{V1}/sweeps/{Uri.EscapeDataString(id)}";

    public static bool IsProbe(PathString path) =>
        path.Equals(Health, StringComparison.Ordinal) || path.Equals(Ready, StringComparison.Ordinal);
}
