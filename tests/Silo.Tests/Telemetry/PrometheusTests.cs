using System.Diagnostics.Metrics;
using DropoutSweep.Silo.Telemetry.Prometheus;
using Xunit;

namespace DropoutSweep.Silo.Tests.Telemetry;

public sealed class PrometheusTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricCollector _collector;

    public PrometheusTests() => _collector = new MetricCollector(instrument => ReferenceEquals(instrument.Meter, _meter));

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_NothingRecorded_IsEmpty() => Assert.Empty(_collector.Write());

    [Fact]
    public void Write_EveryKind_IsExact()
    {
        var counter = _meter.CreateCounter<long>("app.calls", "{call}", "Calls.");
        counter.Add(2, Tag("to", "b"));
        counter.Add(3, Tag("to", "a"));
        counter.Add(1, Tag("to", "b"));
        var duration = _meter.CreateHistogram("app.duration", "s", "How long.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in new[] { 0.05, 0.1, 0.5, 1, 7 })
        {
            duration.Record(seconds);
        }

        _meter.CreateObservableGauge("app.free", () => 0.25, "By", "Free.");
        var open = _meter.CreateUpDownCounter<int>("app.open");
        open.Add(5);
        open.Add(-2);

        Assert.Equal(
            """
            # HELP app_calls_total Calls.
            # TYPE app_calls_total counter
            app_calls_total{to="a"} 3
            app_calls_total{to="b"} 3
            # HELP app_duration_seconds How long.
            # TYPE app_duration_seconds histogram
            app_duration_seconds_bucket{le="0.1"} 2
            app_duration_seconds_bucket{le="1"} 4
            app_duration_seconds_bucket{le="+Inf"} 5
            app_duration_seconds_sum 8.65
            app_duration_seconds_count 5
            # HELP app_free_bytes Free.
            # TYPE app_free_bytes gauge
            app_free_bytes 0.25
            # HELP app_open 
            # TYPE app_open gauge
            app_open 3

            """,
            _collector.Write());
        _ = new ExpositionReader(_collector.Write());
    }

    [Theory]
    [InlineData("a \"b\" \\ c", """a \"b\" \\ c""")]
    [InlineData("two\nlines", "two\\nlines")]
    [InlineData("größe, {x}=1", "größe, {x}=1")]
    public void Write_AwkwardLabel_IsEscaped(string value, string written)
    {
        _meter.CreateCounter<long>("c", null, "Help with \\ and\nlines.").Add(1, Tag("what.for", value));

        var text = _collector.Write();

        Assert.Equal($"# HELP c_total Help with \\\\ and\\nlines.\n# TYPE c_total counter\nc_total{{what_for=\"{written}\"}} 1\n", text);
        Assert.Equal(1, new ExpositionReader(text)[$"c_total{{what_for={value}}}"]);
    }

    [Fact]
    public void Write_ObservedSeriesThatIsNotToldAnyMore_IsGone()
    {
        var states = new List<string> { "on", "off" };
        _meter.CreateObservableGauge("g", () => states.Select(state => new Measurement<long>(1, Tag("state", state))));
        Assert.Contains("off", _collector.Write(), StringComparison.Ordinal);

        states.Remove("off");

        Assert.DoesNotContain("off", _collector.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TwoInstrumentsOfOneName_AreOneFamily()
    {
        using var other = new Meter("other");
        using var collector = new MetricCollector(instrument => ReferenceEquals(instrument.Meter, _meter) || ReferenceEquals(instrument.Meter, other));
        _meter.CreateCounter<long>("c").Add(1);
        other.CreateCounter<long>("c").Add(2);

        Assert.Equal(3, new ExpositionReader(collector.Write())["c_total"]);
    }

    [Fact]
    public void Write_LabelWithEverNewValues_IsBounded()
    {
        var counter = _meter.CreateCounter<long>("c");
        for (var i = 0; i < 5_000; i++)
        {
            counter.Add(1, Tag("id", $"{i}"));
        }

        Assert.Equal(1_002, _collector.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Write_WhileOthersRecord_LosesNothing()
    {
        var counter = _meter.CreateCounter<long>("c");
        var histogram = _meter.CreateHistogram<double>("h");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                counter.Add(1);
                histogram.Record(worker);
                if (i % 500 == 0)
                {
                    _ = new ExpositionReader(_collector.Write());
                }
            }
        })));

        var read = new ExpositionReader(_collector.Write());
        Assert.Equal((8_000, 8_000), (read["c_total"], read["h_count"]));
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
