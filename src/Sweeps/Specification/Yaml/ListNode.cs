namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>A sequence.</summary>
internal sealed class ListNode(SpecLocation location, IReadOnlyList<SpecNode> items, long size) : SpecNode(location)
{
    /// <summary>Its items in order.</summary>
    public IReadOnlyList<SpecNode> Items { get; } = items;

    /// <inheritdoc />
    public override long Size { get; } = size;

    /// <inheritdoc />
    public override string Found => Items.Count == 0 ? "an empty list" : $"a list of {Items.Count}";
}
