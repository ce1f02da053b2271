using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Client.Cluster;

/// <summary>The user's settings file; what it does not say is null.</summary>
internal sealed record UserConfiguration
{
    private static readonly string[] Keys = ["cluster", "token", "store", "ca"];

    /// <summary>The file, whether it exists or not.</summary>
    public required string Path { get; init; }

    /// <summary>The cluster's addresses, separated by commas.</summary>
    public string? Cluster { get; init; }

    /// <summary>The token.</summary>
    public string? Token { get; init; }

    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary>A file of certificates to trust.</summary>
    public string? Ca { get; init; }

    /// <summary>Reads the file; one that does not exist says nothing.</summary>
    /// <exception cref="InputException">It cannot be read, or has keys or values that mean nothing.</exception>
    public static UserConfiguration Read(Func<string, string?> environment)
    {
        var path = UserFolders.Configuration(environment);
        if (!File.Exists(path))
        {
            return new UserConfiguration { Path = path };
        }

        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {error.Message}");
        }
    }

    private static UserConfiguration Read(string path, string text)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(text);
            stream.Load(reader);
        }
        catch (YamlException error)
        {
            throw new InputException($"{path}:{error.Start.Line}:{error.Start.Column}: {error.Message}");
        }

        var configuration = new UserConfiguration { Path = path };
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
        {
            return configuration;
        }

        if (stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new InputException($"{path}: this is a mapping with {string.Join(", ", Keys)}.");
        }

        foreach (var (key, value) in root.Children)
        {
            configuration = (key as YamlScalarNode)?.Value switch
            {
                "cluster" => configuration with { Cluster = Text(path, "cluster", value) },
                "token" => configuration with { Token = Text(path, "token", value) },
                "store" => configuration with { Store = Text(path, "store", value) },
                "ca" => configuration with { Ca = Text(path, "ca", value) },
                var other => throw new InputException($"{path}:{key.Start.Line}:{key.Start.Column}: found '{other}'; the keys are {string.Join(", ", Keys)}."),
            };
        }

        return configuration;
    }

    /// <summary>A text, or a list of texts joined by commas. The token's value is never part of a message.</summary>
    private static string Text(string path, string key, YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        YamlSequenceNode list when key is "cluster" && list.Children.All(one => one is YamlScalarNode { Value.Length: > 0 }) =>
            string.Join(',', list.Children.Select(one => ((YamlScalarNode)one).Value)),
        _ => throw new InputException($"{path}:{node.Start.Line}:{node.Start.Column}: {key} is a text."),
    };
}
