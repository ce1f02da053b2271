using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>A document read key by key: each field with its template, and the order in which the keys stand.</summary>
internal sealed class SpecDocument
{
    private const string OneForSweep = "this key has one value for the whole sweep; grids belong under model and training";

    private readonly Dictionary<Field, ValueTemplate> _templates = [];
    private readonly List<object> _rootOrder = [];
    private readonly Dictionary<Section, MappingNode> _sections = [];
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    private SpecDocument(MappingNode root) => Root = root;

    /// <summary>The document's root.</summary>
    public MappingNode Root { get; }

    /// <summary>Every field that was read or has a default, with its template; a field with an error is absent.</summary>
    public IReadOnlyDictionary<Field, ValueTemplate> Templates => _templates;

    /// <summary>The fields as the document has them.</summary>
    public HashSet<Field> Written { get; } = [];

    /// <summary>The variants' node, or null.</summary>
    public MappingEntry? Variants { get; private set; }

    /// <summary>The root's fields, sections and the variants' key in the order of the document.</summary>
    public IReadOnlyList<object> RootOrder => _rootOrder;

    /// <summary>The order of the fields of a section: as written, then those left out.</summary>
    public IEnumerable<Field> Order(Section section)
    {
        var written = _sections.TryGetValue(section, out var node)
            ? node.Entries.Select(entry => section.Fields.FirstOrDefault(field => Is(field.Key, entry.Key))).OfType<Field>()
            : [];
        return written.Concat(section.Fields).Distinct();
    }

    /// <summary>The mapping of a section; empty when it is not written.</summary>
    public MappingNode Node(Section section) => _sections.TryGetValue(section, out var node) ? node : new MappingNode(Root.Location, [], 1);

    /// <summary>The value of a field that has one for the whole sweep; null when it was wrong.</summary>
    public SpecValue? Value(Field field) => (_templates.GetValueOrDefault(field) as FixedTemplate)?.Value;

    /// <summary>Reads every key; errors go to the context.</summary>
    public static SpecDocument Read(MappingNode root, ReadContext context)
    {
        var document = new SpecDocument(root);
        document.ReadRoot(context);
        return document;
    }

    private void ReadRoot(ReadContext context)
    {
        foreach (var entry in Root.Entries)
        {
            var item = SweepFields.Root.FirstOrDefault(item => Is(Key(item), entry.Key));
            switch (item)
            {
                case Field field:
                    _rootOrder.Add(field);
                    ReadField(field, entry, context.WithoutGrid(OneForSweep));
                    break;
                case Section section:
                    _rootOrder.Add(section);
                    ReadSection(section, entry, context);
                    break;
                default:
                    ReadOther(entry, context);
                    break;
            }
        }

        AddDefaults(context);
    }

    private void ReadOther(MappingEntry entry, ReadContext context)
    {
        if (Is(entry.Key, SweepFields.VariantsKey))
        {
            _rootOrder.Add(SweepFields.VariantsKey);
            Variants = entry;
        }
        else
        {
            UnknownKey(entry, entry.Key, string.Empty, SweepFields.Root.Select(Key).Append(SweepFields.VariantsKey), context);
        }
    }

    private void ReadSection(Section section, MappingEntry entry, ReadContext context)
    {
        var fields = section == SweepFields.Model || section == SweepFields.Training_ ? context : context.WithoutGrid(OneForSweep);
        if (entry.Value is ScalarNode { IsNull: false } scalar && section.Shorthand is { } shorthand)
        {
            _sections[section] = new MappingNode(scalar.Location, [new MappingEntry(shorthand.Key, scalar.Location, scalar)], 2);
            ReadField(shorthand, new MappingEntry(shorthand.Key, scalar.Location, scalar), fields);
            return;
        }

        if (entry.Value is not MappingNode mapping)
        {
            var keys = section.Fields.Select(field => field.Key).ToList();
            context.Wrong(entry.Value, section.Key, $"it is a mapping with {Names.List(keys)}", keys);
            Written.UnionWith(section.Fields);
            return;
        }

        _sections[section] = mapping;
        foreach (var child in mapping.Entries)
        {
            if (section.Fields.FirstOrDefault(field => Is(field.Key, child.Key)) is { } field)
            {
                ReadField(field, child, fields);
            }
            else
            {
                UnknownKey(child, $"{section.Key}.{child.Key}", section.Key + ".", section.Fields.Select(field => field.Key), context);
            }
        }
    }

    private void ReadField(Field field, MappingEntry entry, ReadContext context)
    {
        Written.Add(field);
        if (field.Kind.Read(entry.Value, field.Path, context) is { } template)
        {
            _templates[field] = template;
        }
    }

    private void AddDefaults(ReadContext context)
    {
        foreach (var field in SweepFields.Root.SelectMany(item => item is Section section ? section.Fields : [(Field)item]).Where(field => !Written.Contains(field)))
        {
            var section = SweepFields.Sections.FirstOrDefault(section => section.Fields.Contains(field));
            var place = section is not null && _sections.TryGetValue(section, out var node) ? node.Location : Root.Location;
            if (field.DefaultValue is { } value)
            {
                _templates[field] = new FixedTemplate(value, place);
            }
            else if (!_misspelt.Contains(field.Path) && !(section is not null && _misspelt.Contains(section.Key)))
            {
                // A key that was only misspelt is told once.
                var example = field.Examples.Count > 0 ? $", such as {field.Key}: {field.Examples[0]}" : string.Empty;
                context.Add(place, field.Path, found: null, $"this key is missing; {field.Kind.Rule}{example}");
            }
        }
    }

    /// <summary>Adds the error for an unknown key: the section it belongs to, or the nearest known key.</summary>
    private void UnknownKey(MappingEntry entry, string path, string prefix, IEnumerable<string> known, ReadContext context)
    {
        var names = known.ToList();
        var nearest = Spelling.Nearest(entry.Key, names);
        var home = SweepFields.HomeOf(entry.Key);
        var message = home is not null && !Is(home, path) ? $"unknown key here; it belongs at {home}"
            : nearest is not null ? "unknown key"
            : Is(entry.Key, "<<") ? "merge keys are not supported; write the keys out"
            : $"unknown key; known are {Names.List(names).Replace(" or ", " and ", StringComparison.Ordinal)}";
        context.Add(entry.Location, path, found: null, message, names, home is null ? nearest : null);
        if ((home ?? nearest) is { } meant)
        {
            _misspelt.Add(home ?? prefix + meant);
        }
    }

    /// <summary>The key of a field or section.</summary>
    public static string Key(object item) => item switch
    {
        Field field => field.Key,
        Section section => section.Key,
        _ => (string)item,
    };

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
