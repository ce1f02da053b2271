using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>
/// Reads one YAML document into nodes that know their place. Scalars stay text; tags are refused; anchors and
/// aliases are allowed within <see cref="MaxNodes"/>, counted with every alias written out, so that a few lines
/// cannot grow without bound.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting; the format itself needs 6.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most nodes of a document, aliases written out.</summary>
    public const long MaxNodes = 3_000_000;

    private readonly string _source;
    private readonly string _path;
    private readonly bool _located;
    private readonly List<SpecificationError> _errors;
    private readonly Dictionary<string, SpecNode> _anchors = new(StringComparer.Ordinal);
    private long _nodes;

    private YamlReader(string source, string path, bool located, List<SpecificationError> errors)
    {
        _source = source;
        _path = path;
        _located = located;
        _errors = errors;
    }

    /// <summary>Reads a file's text; null when it holds no document or cannot be read, with the error added.</summary>
    public static SpecNode? ReadFile(string yaml, string fileName, List<SpecificationError> errors) =>
        new YamlReader(fileName, string.Empty, located: true, errors).Read(yaml);

    /// <summary>Reads an override's value; its nodes have no line.</summary>
    public static SpecNode? ReadValue(string yaml, string source, string path, List<SpecificationError> errors) =>
        new YamlReader(source, path, located: false, errors).Read(yaml);

    private SpecNode? Read(string yaml)
    {
        using var text = new StringReader(yaml);
        var parser = new Parser(text);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return _located ? Fail(new SpecLocation(_source, 1, 1), "the document is empty; a sweep needs at least name, dataset and model") : Empty();
            }

            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, depth: 1);
            if (root is null)
            {
                return null;
            }

            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                return Fail(At(parser.Current!.Start), "a second document begins here; one file holds one sweep");
            }

            return root;
        }
        catch (YamlException exception)
        {
            // The parser places some tab errors at the start of the mapping around them.
            var tab = TabbedLine(yaml);
            return tab > 0 && (exception.Start.Line == tab || exception.Message.Contains("tab", StringComparison.Ordinal))
                ? Fail(new SpecLocation(_source, _located ? tab : 0, _located ? 1 : 0), "this line is indented with a tab; YAML allows spaces only")
                : Fail(InText(At(exception.Start), yaml), $"this is not YAML: {exception.Message.TrimEnd('.').ReplaceLineEndings(" ")}");
        }
        catch (InvalidOperationException) when (parser.Current is { } last)
        {
            // The scanner throws this, without a place, when a key follows on text inside brackets that were left open.
            return Fail(At(last.Start), "this is not YAML: a bracket that is open here or soon after is not closed");
        }
    }

    private SpecNode? ReadNode(Parser parser, int depth)
    {
        if (depth > MaxDepth)
        {
            return Fail(At(parser.Current!.Start), $"more than {MaxDepth} levels deep");
        }

        if (++_nodes > MaxNodes)
        {
            return Fail(At(parser.Current!.Start), $"more than {MaxNodes:N0} values, aliases written out");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            {
                return Fail(At(alias.Start), $"the alias *{alias.Value.Value} names no anchor that ends before it");
            }

            _nodes += target.Size - 1;
            return _nodes > MaxNodes ? Fail(At(alias.Start), $"more than {MaxNodes:N0} values, aliases written out") : target;
        }

        var start = parser.Current as NodeEvent;
        if (start is { Tag.IsEmpty: false } && start is not Scalar { Tag.IsNonSpecific: true })
        {
            return Fail(At(start.Start), $"found the tag {start.Tag.Value}; tags have no meaning here");
        }

        var node = start switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>()),
            SequenceStart => ReadList(parser, depth),
            MappingStart => ReadMapping(parser, depth),
            _ => Fail(At(parser.Current!.Start), "this is not YAML"),
        };
        if (node is not null && start is { Anchor.IsEmpty: false })
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private ScalarNode ReadScalar(Scalar scalar) => new(At(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain);

    private ListNode? ReadList(Parser parser, int depth)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<SpecNode>();
        long size = 1;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadNode(parser, depth + 1) is not { } item)
            {
                return null;
            }

            size += item.Size;
            items.Add(item);
        }

        return new ListNode(At(start.Start), items, size);
    }

    private MappingNode? ReadMapping(Parser parser, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<MappingEntry>();
        var places = new Dictionary<string, SpecLocation>(StringComparer.Ordinal);
        long size = 1;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyPlace = At(parser.Current!.Start);
            if (ReadNode(parser, depth + 1) is not { } key)
            {
                return null;
            }

            if (ReadNode(parser, depth + 1) is not { } value)
            {
                return null;
            }

            size += key.Size + value.Size;
            if (key is not ScalarNode name)
            {
                Fail(keyPlace, $"found {key.Found} as a key; keys are plain names");
            }
            else if (places.TryGetValue(name.Text, out var first))
            {
                Fail(keyPlace, $"the key '{name.Text}' stands twice{(first.Line > 0 ? $", first in line {first.Line}" : string.Empty)}; keep one");
            }
            else
            {
                places.Add(name.Text, keyPlace);
                entries.Add(new MappingEntry(name.Text, keyPlace, value));
            }
        }

        return new MappingNode(At(start.Start), entries, size);
    }

    /// <summary>The first line, from 1, whose indentation holds a tab; 0 when there is none.</summary>
    private static int TabbedLine(string yaml) =>
        1 + Array.FindIndex(yaml.Split('\n'), line => line.Trim().Length > 0 && line.TakeWhile(char.IsWhiteSpace).Contains('\t'));

    /// <summary>The place, or the text's end when the parser names the line after it.</summary>
    private static SpecLocation InText(SpecLocation place, string yaml)
    {
        var lines = yaml.Split('\n');
        return place.Line > lines.Length ? place with { Line = lines.Length, Column = lines[^1].Length + 1 } : place;
    }

    private ScalarNode Empty() => new(new SpecLocation(_source, 0, 0), string.Empty, quoted: false);

    private SpecLocation At(in Mark mark) => _located ? new SpecLocation(_source, (int)mark.Line, (int)mark.Column) : new SpecLocation(_source, 0, 0);

    private SpecNode? Fail(SpecLocation at, string message)
    {
        _errors.Add(new SpecificationError(at.Source, at.Line, at.Column, _path, Found: null, message));
        return null;
    }
}
