using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>What reading a field needs besides its node.</summary>
internal sealed class ReadContext(List<SpecificationError> errors)
{
    /// <summary>Most errors kept; a file with more has said enough.</summary>
    private const int MaxErrors = 1_000;

    /// <summary>Why a grid is refused here; null where it is welcome.</summary>
    public string? GridRefusal { get; init; }

    /// <summary>The same context where grids are refused.</summary>
    public ReadContext WithoutGrid(string refusal) => new(errors) { GridRefusal = GridRefusal ?? refusal };

    /// <summary>Adds an error about a value.</summary>
    public void Wrong(SpecNode node, string path, string message, IReadOnlyList<string>? allowed = null, string? suggestion = null) =>
        Add(node.Location, path, node.Found, message, allowed, suggestion);

    /// <summary>Adds an error.</summary>
    public void Add(SpecLocation at, string path, string? found, string message, IReadOnlyList<string>? allowed = null, string? suggestion = null)
    {
        if (errors.Count < MaxErrors)
        {
            errors.Add(new SpecificationError(at.Source, at.Line, at.Column, path, found, message) { Allowed = allowed ?? [], Suggestion = suggestion });
        }
    }
}
