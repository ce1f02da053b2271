using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Interaction;

/// <summary>Varying parameters as people read them: by the last part of their path where that is enough.</summary>
internal sealed class ParameterText
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public ParameterText(IReadOnlyList<string> axes)
    {
        foreach (var axis in axes)
        {
            var last = Last(axis);
            _names[axis] = axes.Count(other => string.Equals(Last(other), last, StringComparison.Ordinal)) == 1 ? last : axis;
        }
    }

    /// <summary>A parameter's short name.</summary>
    public string Name(string path) => _names.GetValueOrDefault(path, path);

    /// <summary>A configuration's parameters in one line, such as <c>dropout 0.2, hidden [512, 256]</c>.</summary>
    public string Line(SweepConfiguration configuration) =>
        string.Join(", ", configuration.Parameters.Select(parameter => $"{Name(parameter.Key)} {parameter.Value}"));

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}
