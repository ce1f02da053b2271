using System.Globalization;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Figures.Facets;

/// <summary>Names a configuration by all that varies over its sweep except the dropout rate of the axis.</summary>
internal sealed class SeriesNamer
{
    private const string Layers = "model.layers";
    private const string Dropout = "model.dropout";
    private const string Inputs = "model.input_dropout";
    private const string Variant = "variant";

    private readonly bool _architecture;
    private readonly bool _inputs;
    private readonly HashSet<string> _others;

    /// <summary>Finds out what varies.</summary>
    public SeriesNamer(SweepSpec spec, RateReader rates)
    {
        _others = spec.Axes.Where(path => !IsUnder(path, Layers) && !IsUnder(path, Dropout) && !IsUnder(path, Inputs)).ToHashSet(StringComparer.Ordinal);

        // A variant's label says what its values are, so that they need not be said again.
        var variants = _others.Contains(Variant);
        _architecture = _others.Count == 0 || spec.Axes.Any(path => IsUnder(path, Layers));
        _inputs = rates.InputsVary && !rates.IsOfInputs && (!variants || spec.Axes.Any(path => IsUnder(path, Inputs)));
    }

    /// <summary>The sizes of the hidden layers: <c>512-256</c>, or <c>no hidden layer</c>.</summary>
    public static string Architecture(ModelOptions model) =>
        model.Hidden.Count == 0 ? "no hidden layer" : string.Join('-', model.Hidden.Select(layer => layer.Units.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The name.</summary>
    public string Name(SweepConfiguration configuration)
    {
        var parts = new List<string>();
        if (_architecture)
        {
            parts.Add(Architecture(configuration.Training.Model));
        }

        foreach (var (path, value) in configuration.Parameters)
        {
            if (_others.Contains(path))
            {
                parts.Add(string.Equals(path, Variant, StringComparison.Ordinal) ? value : $"{Word(path)} {value}");
            }
        }

        if (_inputs)
        {
            parts.Add($"inputs {FigureNumber.Short(configuration.Training.Model.InputDropout)}");
        }

        return FigureText.Clean(string.Join(", ", parts));
    }

    private static bool IsUnder(string path, string parent) =>
        path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] is '[' or '.');

    private static string Word(string path) => path[(path.LastIndexOf('.') + 1)..].Replace('_', ' ');
}
