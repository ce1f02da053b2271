using DropoutSweep.Sweeps.Search;
using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>
/// The configurations of a sweep, made when asked for: fields with their templates, the variants that replace
/// some of them, and the axes in order. Immutable; safe to use from many threads.
/// </summary>
internal sealed class SearchSpace
{
    private const int MostOnStack = 64;
    private readonly IReadOnlyDictionary<Field, ValueTemplate> _templates;
    private readonly IReadOnlyList<SweepVariant> _variants;
    private readonly SearchAxis? _variantAxis;
    private readonly GridSearch _grid;

    /// <summary>A space.</summary>
    /// <param name="templates">A template for each varying field.</param>
    /// <param name="variants">The variants; empty when there are none.</param>
    /// <param name="variantAxis">The axis of the variants' labels, one of <paramref name="axes"/>; null when there are none.</param>
    /// <param name="axes">All axes in the document's order.</param>
    public SearchSpace(IReadOnlyDictionary<Field, ValueTemplate> templates, IReadOnlyList<SweepVariant> variants, SearchAxis? variantAxis, IReadOnlyList<SearchAxis> axes)
    {
        _templates = templates;
        _variants = variants;
        _variantAxis = variantAxis;
        Axes = axes;
        _grid = new GridSearch([.. axes.Select(axis => axis.Values.Count)]);
    }

    /// <summary>The axes in order.</summary>
    public IReadOnlyList<SearchAxis> Axes { get; }

    /// <summary>Number of configurations.</summary>
    public long Count => _grid.Count;

    /// <summary>A configuration.</summary>
    public SweepConfiguration Configuration(int number, ObjectiveOptions objective)
    {
        Span<int> digits = Axes.Count <= MostOnStack ? stackalloc int[Axes.Count] : new int[Axes.Count];
        _grid.Decode(number, digits);
        var point = new Dictionary<SearchAxis, int>(Axes.Count, ReferenceEqualityComparer.Instance);
        for (var axis = 0; axis < digits.Length; axis++)
        {
            point.Add(Axes[axis], digits[axis]);
        }

        var variant = _variantAxis is null ? null : _variants[point[_variantAxis]];
        return new SweepConfiguration
        {
            Number = number,
            Parameters = Parameters(digits),
            Training = ConfigurationBuilder.Build(field => Template(field, variant).Resolve(point), objective),
        };
    }

    /// <summary>What varies, of a configuration: a fraction of the work that the whole of it takes.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters(int number)
    {
        Span<int> digits = Axes.Count <= MostOnStack ? stackalloc int[Axes.Count] : new int[Axes.Count];
        _grid.Decode(number, digits);
        return Parameters(digits);
    }

    private KeyValuePair<string, string>[] Parameters(ReadOnlySpan<int> digits)
    {
        var parameters = new KeyValuePair<string, string>[Axes.Count];
        for (var axis = 0; axis < digits.Length; axis++)
        {
            parameters[axis] = new(Axes[axis].Path, Axes[axis].Values[digits[axis]].Value.Display);
        }

        return parameters;
    }

    private ValueTemplate Template(Field field, SweepVariant? variant) =>
        variant is not null && variant.Templates.TryGetValue(field, out var own) ? own : _templates[field];
}
