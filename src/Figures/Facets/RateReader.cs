using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Figures.Facets;

/// <summary>Reads the dropout rates of a sweep's configurations, and finds the axis that they make.</summary>
internal sealed class RateReader
{
    private const int MostCategories = 12;

    private readonly bool _inputs;
    private readonly Dictionary<string, int>? _categories;

    /// <summary>Finds the axis.</summary>
    public RateReader(IEnumerable<SweepConfiguration> configurations)
    {
        var texts = new Dictionary<string, double>(StringComparer.Ordinal);
        var inputs = new HashSet<double>();
        var lists = false;
        foreach (var model in configurations.Select(configuration => configuration.Training.Model))
        {
            texts[HiddenText(model)] = HiddenMean(model);
            inputs.Add(model.InputDropout);
            lists |= !IsUniform(model);
        }

        InputsVary = inputs.Count > 1;
        _inputs = InputsVary && texts.Count == 1;
        if (_inputs)
        {
            Axis = new RateAxis("dropout rate of the inputs", null);
        }
        else if (!lists)
        {
            Axis = new RateAxis("dropout rate", null);
        }
        else if (texts.Count > MostCategories)
        {
            Axis = new RateAxis("mean dropout rate of the hidden layers", null);
        }
        else
        {
            string[] order = [.. texts.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
            _categories = order.Select((text, index) => (text, index)).ToDictionary(pair => pair.text, pair => pair.index, StringComparer.Ordinal);
            Axis = new RateAxis(RateAxis.ListTitle, order);
        }
    }

    /// <summary>The axis.</summary>
    public RateAxis Axis { get; }

    /// <summary>Whether the rate of the inputs varies.</summary>
    public bool InputsVary { get; }

    /// <summary>Whether the rate of the inputs is what the axis shows.</summary>
    public bool IsOfInputs => _inputs;

    /// <summary>A configuration's place.</summary>
    public FacetPoint Read(SweepConfiguration configuration)
    {
        var model = configuration.Training.Model;
        var text = _inputs ? FigureNumber.Short(model.InputDropout) : HiddenText(model);
        var place = _categories is null ? (_inputs ? model.InputDropout : HiddenMean(model)) : _categories[text];
        var hidden = model.Hidden.Any(layer => layer.Dropout > 0);
        return new FacetPoint(configuration.Number, place, text, DropsNothing: !hidden && model.InputDropout == 0, DropsInputsAlone: !hidden && !_inputs && model.InputDropout > 0);
    }

    private static bool IsUniform(ModelOptions model) => model.Hidden.All(layer => layer.Dropout.Equals(model.Hidden[0].Dropout));

    private static double HiddenMean(ModelOptions model) =>
        model.Hidden.Count == 0 ? 0 : IsUniform(model) ? model.Hidden[0].Dropout : model.Hidden.Average(layer => layer.Dropout);

    private static string HiddenText(ModelOptions model) =>
        IsUniform(model) ? FigureNumber.Short(HiddenMean(model)) : string.Join(RateAxis.Separator, model.Hidden.Select(layer => FigureNumber.Short(layer.Dropout)));
}
