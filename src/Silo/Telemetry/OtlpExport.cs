using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP when OpenTelemetry's standard variables name a place to send them to. What else these
/// variables say (headers, protocol, intervals, resource attributes) the SDK reads itself.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string DefaultService = "dropoutsweep";

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private OtlpExport(TracerProvider? traces, MeterProvider? metrics)
    {
        _traces = traces;
        _metrics = metrics;
    }

    /// <summary>Begins to send; null when no variable asks for it.</summary>
    /// <param name="silo">The silo's id: <c>service.instance.id</c>.</param>
    /// <param name="environment">A variable of the environment by its name; null when it is not set.</param>
    public static OtlpExport? Begin(string silo, Func<string, string?> environment)
    {
        if (Is(environment("OTEL_SDK_DISABLED"), "true"))
        {
            return null;
        }

        var traces = IsAsked(environment, TracesEndpoint, "OTEL_TRACES_EXPORTER");
        var metrics = IsAsked(environment, MetricsEndpoint, "OTEL_METRICS_EXPORTER");
        if (!traces && !metrics)
        {
            return null;
        }

        var resource = ResourceBuilder.CreateDefault();
        if (environment(ServiceName) is null or "")
        {
            resource.AddService(DefaultService, serviceVersion: SiloIdentity.Version, serviceInstanceId: silo);
        }
        else
        {
            resource.AddAttributes([new("service.instance.id", silo), new("service.version", SiloIdentity.Version)]);
        }

        return new OtlpExport(
            traces ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(SiloSpans.SourceName).AddOtlpExporter().Build() : null,
            metrics ? Metrics(resource) : null);
    }

    /// <summary>Sends what waits, within some seconds, and ends.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static MeterProvider Metrics(ResourceBuilder resource) =>
        Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([SiloMetrics.MeterName, .. ForeignInstruments.Meters])
            .AddView(static instrument => ForeignInstruments.IsLeftOut(instrument) ? MetricStreamConfiguration.Drop : null)
            .AddOtlpExporter()
            .Build();

    private static bool IsAsked(Func<string, string?> environment, string endpoint, string exporter) =>
        !Is(environment(exporter), "none") && (environment(endpoint) is { Length: > 0 } || environment(Endpoint) is { Length: > 0 });

    private static bool Is(string? text, string value) => string.Equals(text?.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
