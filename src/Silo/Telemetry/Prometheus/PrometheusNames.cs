namespace DropoutSweep.Silo.Telemetry.Prometheus;

/// <summary>OpenTelemetry's names in Prometheus' spelling, as OpenTelemetry's "Prometheus and OpenMetrics compatibility" has it.</summary>
internal static class PrometheusNames
{
    /// <summary>The name of an instrument: only letters, digits and underscores, with its unit, and <c>_total</c> after a counter.</summary>
    public static string Of(string name, string? unit, MetricKind kind)
    {
        var text = Spell(name);
        var suffix = Unit(unit, kind);
        if (suffix.Length > 0 && !text.EndsWith("_" + suffix, StringComparison.Ordinal))
        {
            text += "_" + suffix;
        }

        return kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal) ? text + "_total" : text;
    }

    /// <summary>A label's name, or an instrument's without its unit.</summary>
    public static string Spell(string name)
    {
        var text = string.Create(name.Length, name, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }

    /// <summary>A unit in words (UCUM's codes); annotations such as <c>{trial}</c> are none.</summary>
    private static string Unit(string? unit, MetricKind kind) => unit switch
    {
        null or "" or ['{', ..] => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => kind == MetricKind.Gauge ? "ratio" : "",
        _ => Spell(unit),
    };
}
