using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Figures.Facets;

/// <summary>
/// A sweep's configurations by rate and by series. "Rate" is the one rate of the hidden layers, or of the inputs
/// where only that varies, or a list of rates; a series is everything else that varies: the architecture, and any
/// other parameter or variant. A series without a member of rate 0 takes in its twin from another series, so
/// that variants that are all compared with one plain configuration begin there.
/// </summary>
public sealed class SweepFacets
{
    private readonly Dictionary<int, string> _names = [];

    private SweepFacets(RateAxis axis, IReadOnlyList<FacetSeries> series)
    {
        Axis = axis;
        Series = series;
    }

    /// <summary>What the rate is.</summary>
    public RateAxis Axis { get; }

    /// <summary>All series, in the order of the specification.</summary>
    public IReadOnlyList<FacetSeries> Series { get; }

    /// <summary>Finds the facets of a sweep.</summary>
    public static SweepFacets Of(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        SweepConfiguration[] configurations = [.. Enumerable.Range(0, spec.ConfigurationCount).Select(spec.Configuration)];
        var rates = new RateReader(configurations);
        var namer = new SeriesNamer(spec, rates);
        var names = new List<string>();
        var members = new Dictionary<string, List<FacetPoint>>(StringComparer.Ordinal);
        var points = new FacetPoint[configurations.Length];
        var labels = new Dictionary<int, string>();
        foreach (var configuration in configurations)
        {
            var point = rates.Read(configuration);
            var name = namer.Name(configuration);
            points[configuration.Number] = point;
            labels[configuration.Number] = name;
            if (!members.TryGetValue(name, out var list))
            {
                members.Add(name, list = []);
                names.Add(name);
            }

            list.Add(point);
        }

        var shared = ShareTwins(spec, members, points);
        FacetSeries[] series =
        [
            .. names
                .Where(name => !members[name].All(point => shared.Contains(point.Configuration)))
                .Select(name => new FacetSeries(name, [.. members[name].OrderBy(point => point.Place).ThenBy(point => point.Configuration)])),
        ];
        var facets = new SweepFacets(rates.Axis, series);
        foreach (var (number, name) in labels)
        {
            facets._names[number] = $"{name} {points[number].Words}";
        }

        return facets;
    }

    /// <summary>A configuration in words: <c>512-256 at rate 0.2</c>, <c>512-256 without dropout</c>.</summary>
    /// <param name="configuration">Its number.</param>
    public string NameOf(int configuration) => _names[configuration];

    /// <summary>The series that hold the best configurations, in the order of the specification.</summary>
    /// <param name="summary">Says which configurations are best.</param>
    /// <param name="most">Most series.</param>
    public IReadOnlyList<FacetSeries> Best(SweepSummary summary, int most)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (Series.Count <= most)
        {
            return Series;
        }

        var rank = summary.Configurations.Select((one, index) => (one.Configuration.Number, index)).ToDictionary(pair => pair.Number, pair => pair.index);
        var best = Series.OrderBy(series => series.Points.Min(point => rank[point.Configuration])).Take(most).ToHashSet();
        return [.. Series.Where(best.Contains)];
    }

    /// <summary>Adds twins to the series that lack them; gives the configurations that were added.</summary>
    private static HashSet<int> ShareTwins(SweepSpec spec, Dictionary<string, List<FacetPoint>> members, FacetPoint[] points)
    {
        var shared = new HashSet<int>();
        foreach (var list in members.Values)
        {
            var twins = list.Where(point => spec.Twins.ContainsKey(point.Configuration)).Select(point => spec.Twins[point.Configuration]).Distinct().ToArray();
            if (twins.Length == 1 && list.TrueForAll(point => point.Place > points[twins[0]].Place))
            {
                list.Add(points[twins[0]]);
                shared.Add(twins[0]);
            }
        }

        return shared;
    }
}
