using DropoutSweep.Silo.Telemetry;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api;

/// <summary>Addresses of the API that more than one place knows.</summary>
internal static class ApiPaths
{
    public const string Health = "/healthz";

    public const string Ready = "/readyz";

    public const string V1 = "/v1";

    public static string Sweep(string id) => $"{V1}/sweeps/{Uri.EscapeDataString(id)}";

    /// <summary>What is asked by those who watch over the silo: it answers without the store, or with what it knew.</summary>
    public static bool IsForWatchers(PathString path) => IsProbe(path) || path.Equals(MetricsEndpoint.Path, StringComparison.Ordinal);

    public static bool IsProbe(PathString path) =>
        path.Equals(Health, StringComparison.Ordinal) || path.Equals(Ready, StringComparison.Ordinal);
}
