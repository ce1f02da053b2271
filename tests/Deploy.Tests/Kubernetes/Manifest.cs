using DropoutSweep.Deploy.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Deploy.Tests.Kubernetes;

/// <summary>One object of a rendering.</summary>
/// <param name="Node">What it says.</param>
internal sealed record Manifest(YamlMappingNode Node)
{
    public string Kind => Node.Text("kind")!;

    public string Name => Node.Text("metadata.name")!;

    /// <summary>What its pods are made from; null for objects without pods.</summary>
    public YamlNode? Pod => Node.At("spec.template.spec");

    /// <summary>The labels of its pods.</summary>
    public Dictionary<string, string> PodLabels => Node.Pairs("spec.template.metadata.labels").ToDictionary(pair => pair.Key, pair => ((YamlScalarNode)pair.Value).Value!, StringComparer.Ordinal);

    /// <summary>Containers that stay.</summary>
    public IEnumerable<YamlNode> Containers => Pod.Each("containers");

    /// <summary>All containers, those that run first too.</summary>
    public IEnumerable<YamlNode> AllContainers => [.. Containers, .. Pod.Each("initContainers")];

    /// <summary>Whether a label selector takes its pods.</summary>
    public bool Takes(YamlNode? selector) =>
        Pod is not null
        && selector.Pairs("matchLabels").All(pair => Has(pair.Key, ((YamlScalarNode)pair.Value).Value!))
        && selector.Each("matchExpressions").All(rule => rule.Text("operator") is "In" && rule.Texts("values").Any(value => Has(rule.Text("key")!, value!)));

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Name}";

    private bool Has(string key, string value) => PodLabels.TryGetValue(key, out var own) && string.Equals(own, value, StringComparison.Ordinal);
}
