using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text;
using DropoutSweep.Grains;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Silo.Telemetry.Prometheus;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Storage;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DropoutSweep.Silo.Tests.Telemetry;

/// <summary>The tables of docs/operations.md are what the code has: every metric and every event of the log, and no other.</summary>
public sealed class OperationsPageTests
{
    [Fact]
    public void Page_ListsEveryMetricAndEveryLogEvent()
    {
        var path = Repository.PathOf("docs", "operations.md");
        var page = Replace(Replace(File.ReadAllText(path), "metrics", Metrics()), "events", Events());

        Repository.AssertGenerated(path, page);
    }

    private static string Metrics()
    {
        using var telemetry = SiloTelemetry.Begin(new FakeSweepStore(), 1, "silo", _ => null, TimeProvider.System);
        var rows = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, telemetry.Meter))
            {
                rows.Add($"| `{MetricFamily.For(instrument)!.Name}` | `{instrument.Name}` | {instrument.Unit} | {instrument.Description} |");
            }
        };
        listener.Start();
        return "| Prometheus | OpenTelemetry | unit | |\n|---|---|---|---|\n" + string.Concat(rows.Select(row => row + "\n"));
    }

    private static string Events()
    {
        var text = new StringBuilder("| id | level | message |\n|---|---|---|\n");
        var messages = new[] { typeof(SiloTelemetry).Assembly, typeof(SweepStores).Assembly, typeof(GrainClusterException).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId)
            .ToList();
        Assert.Equal(messages.Count, messages.Select(message => message.EventId).Distinct().Count());
        foreach (var message in messages)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {message.EventId} | {message.Level.ToString().ToLowerInvariant()} | {message.Message} |\n");
        }

        return text.ToString();
    }

    private static string Replace(string page, string section, string content)
    {
        var (begin, end) = ($"<!-- {section}:begin -->\n", $"<!-- {section}:end -->");
        Assert.Contains(begin, page, StringComparison.Ordinal);
        return page[..(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)] + content + page[page.IndexOf(end, StringComparison.Ordinal)..];
    }
}
