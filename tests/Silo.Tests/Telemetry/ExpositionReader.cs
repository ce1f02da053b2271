using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace DropoutSweep.Silo.Tests.Telemetry;

/// <summary>
/// Reads Prometheus' text format, version 0.0.4, as strictly as its description is written, and refuses what a scraper might only
/// grumble at: a family in two places, samples before their type, labels twice, buckets that do not add up.
/// </summary>
internal sealed partial class ExpositionReader
{
    private readonly Dictionary<string, (string Type, string Help)> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(double Bound, double Count)>> _buckets = new(StringComparer.Ordinal);

    public ExpositionReader(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        var current = "";
        var help = "";
        foreach (var line in text[..^1].Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } helped)
            {
                help = helped.Groups["help"].Value;
                current = helped.Groups["name"].Value;
                Assert.False(_families.ContainsKey(current), $"{current} stands twice.");
            }
            else if (TypeLine().Match(line) is { Success: true } typed)
            {
                Assert.Equal(current, typed.Groups["name"].Value);
                _families.Add(current, (typed.Groups["type"].Value, help));
            }
            else
            {
                ReadSample(line, current);
            }
        }

        CheckHistograms();
    }

    public IReadOnlyCollection<string> Families => _families.Keys;

    public (string Type, string Help) Family(string name) => _families[name];

    public double this[string sample] => _samples.TryGetValue(sample, out var value) ? value : throw new KeyNotFoundException($"{sample} is not among:\n{string.Join('\n', _samples.Keys)}");

    public bool Has(string sample) => _samples.ContainsKey(sample);

    private void ReadSample(string line, string family)
    {
        var sample = SampleLine().Match(line);
        Assert.True(sample.Success, $"This is no sample: {line}");
        var name = sample.Groups["name"].Value;
        Assert.True(_families.ContainsKey(family), $"No type before {line}");
        var histogram = _families[family].Type is "histogram";
        string[] names = histogram ? [$"{family}_bucket", $"{family}_sum", $"{family}_count"] : [family];
        Assert.Contains(name, names, StringComparer.Ordinal);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rest = sample.Groups["labels"].Value;
        while (rest.Length > 0)
        {
            var label = Label().Match(rest);
            Assert.True(label.Success, $"These are no labels: {line}");
            labels.Add(label.Groups["name"].Value, label.Groups["value"].Value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
            rest = rest[label.Length..];
            Assert.True(rest.Length == 0 || rest[0] == ',', line);
            rest = rest.Length > 0 ? rest[1..] : rest;
        }

        var value = Number(sample.Groups["value"].Value);
        if (histogram && name.EndsWith("_bucket", StringComparison.Ordinal))
        {
            var bound = Number(labels["le"]);
            labels.Remove("le");
            var key = Key(family, labels);
            _buckets.TryAdd(key, []);
            _buckets[key].Add((bound, value));
            return;
        }

        Assert.False(labels.ContainsKey("le"));
        Assert.True(_samples.TryAdd(Key(name, labels), value), $"{line} stands twice.");
    }

    private void CheckHistograms()
    {
        foreach (var (key, buckets) in _buckets)
        {
            Assert.Equal(buckets.OrderBy(bucket => bucket.Bound), buckets);
            Assert.Equal(buckets.OrderBy(bucket => bucket.Count), buckets);
            Assert.Equal(buckets.Count, buckets.Select(bucket => bucket.Bound).Distinct().Count());
            Assert.Equal(double.PositiveInfinity, buckets[^1].Bound);
            var (name, labels) = (key.Split('{')[0], key.Contains('{', StringComparison.Ordinal) ? key[key.IndexOf('{', StringComparison.Ordinal)..] : "");
            Assert.Equal(buckets[^1].Count, this[$"{name}_count{labels}"]);
            Assert.True(Has($"{name}_sum{labels}"));
        }
    }

    private static string Key(string name, SortedDictionary<string, string> labels) =>
        labels.Count == 0 ? name : $"{name}{{{string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"))}}}";

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<help>([^\\]|\\\\|\\n)*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HelpLine();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.+)\})? (?<value>\+Inf|-Inf|NaN|-?[0-9.]+(E[+-]?[0-9]+)?)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^\\"\n]|\\\\|\\"|\\n)*)"(?=,|$)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Label();
}
