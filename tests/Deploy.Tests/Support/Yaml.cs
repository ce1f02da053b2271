using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Deploy.Tests.Support;

/// <summary>YAML read by paths: <c>spec.template.spec</c>.</summary>
internal static class Yaml
{
    /// <summary>The documents of a text, anchors and merge keys resolved.</summary>
    public static List<YamlMappingNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        foreach (var map in stream.Documents.SelectMany(document => document.RootNode.AllNodes).OfType<YamlMappingNode>().ToList())
        {
            Merge(map);
        }

        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    /// <summary>What is at a path; null when nothing is.</summary>
    public static YamlNode? At(this YamlNode? node, string path)
    {
        foreach (var key in path.Split('.'))
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
        }

        return node;
    }

    /// <summary>The text at a path; null when there is none.</summary>
    public static string? Text(this YamlNode? node, string path) => (node.At(path) as YamlScalarNode)?.Value;

    /// <summary>The elements of the list at a path; none when there is no list.</summary>
    public static IEnumerable<YamlNode> Each(this YamlNode? node, string path) => node.At(path) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    /// <summary>The texts of the list at a path.</summary>
    public static IEnumerable<string?> Texts(this YamlNode? node, string path) => node.Each(path).Select(one => (one as YamlScalarNode)?.Value);

    /// <summary>Keys and values of the map at a path; none when there is no map.</summary>
    public static IEnumerable<KeyValuePair<string, YamlNode>> Pairs(this YamlNode? node, string path) =>
        (node.At(path) as YamlMappingNode)?.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, pair.Value)) ?? [];

    /// <summary>Takes over what <c>&lt;&lt;</c> names, but for keys that the map has itself.</summary>
    private static void Merge(YamlMappingNode map)
    {
        if (map.Children.TryGetValue(new YamlScalarNode("<<"), out var other))
        {
            map.Children.Remove(new YamlScalarNode("<<"));
            foreach (var (key, value) in ((YamlMappingNode)other).Children.Where(pair => !map.Children.ContainsKey(pair.Key)).ToList())
            {
                map.Add(key, value);
            }
        }
    }
}
