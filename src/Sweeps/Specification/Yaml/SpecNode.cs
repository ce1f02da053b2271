namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>A node of a YAML document together with its place.</summary>
internal abstract class SpecNode(SpecLocation location)
{
    /// <summary>Where it stands.</summary>
    public SpecLocation Location { get; } = location;

    /// <summary>Nodes in it, itself included, with every alias written out.</summary>
    public abstract long Size { get; }

    /// <summary>What an error message calls it: short, on one line.</summary>
    public abstract string Found { get; }
}
