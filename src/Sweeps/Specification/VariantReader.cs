using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>Reads the variants: sets of values that change together, crossed with the grids.</summary>
internal sealed class VariantReader(SpecDocument document, ReadContext context, List<SpecificationError> errors)
{
    private const string Refusal = "a variant holds values; a grid stands under model or training and is crossed with the variants";

    /// <summary>Reads the variants; those with errors are left out.</summary>
    public IReadOnlyList<SweepVariant> Read()
    {
        if (document.Variants is not { } entry || entry.Value is ScalarNode { IsNull: true } or ListNode { Items.Count: 0 })
        {
            return [];
        }

        if (entry.Value is not ListNode list)
        {
            context.Wrong(entry.Value, SweepFields.VariantsKey, "variants are a list, each a mapping from paths such as model.dropout to values");
            return [];
        }

        var variants = new List<SweepVariant>();
        var labels = new Dictionary<string, SpecLocation>(StringComparer.Ordinal);
        for (var index = 0; index < list.Items.Count; index++)
        {
            var path = $"{SweepFields.VariantsKey}[{index}]";
            if (ReadVariant(list.Items[index], path) is not { } variant)
            {
                continue;
            }

            if (!labels.TryAdd(variant.Label, variant.Location))
            {
                context.Add(variant.Location, $"{path}.{SweepFields.LabelKey}", $"the label '{variant.Label}'", "another variant has it; labels tell variants apart in tables");
            }

            variants.Add(variant);
        }

        return variants;
    }

    private SweepVariant? ReadVariant(SpecNode node, string path)
    {
        if (node is not MappingNode mapping)
        {
            context.Wrong(node, path, "a variant is a mapping from paths such as model.dropout to values, with an optional label");
            return null;
        }

        var changed = new Dictionary<Field, MappingNode>();
        string? label = null;
        var fine = true;
        foreach (var entry in mapping.Entries)
        {
            if (string.Equals(entry.Key, SweepFields.LabelKey, StringComparison.Ordinal))
            {
                label = SweepFields.Label.Kind.ReadValue(entry.Value, $"{path}.{entry.Key}", context, Refusal)?.Data as string;
                fine &= label is not null;
            }
            else
            {
                fine &= ReadSetting(entry, path, changed);
            }
        }

        var templates = new Dictionary<Field, ValueTemplate>();
        var settings = new List<KeyValuePair<string, string>>();
        var shown = new List<string>();
        foreach (var (field, holder) in changed)
        {
            var own = holder.Find(field.Key)!.Value;
            if (field.Kind.Read(own, $"{path}.{field.Path}", context.WithoutGrid(Refusal)) is not FixedTemplate template)
            {
                fine = false;
                continue;
            }

            templates.Add(field, template);
            settings.Add(new(field.Path, template.Value.Text));
            shown.Add($"{field.Path}={template.Value.Display}");
        }

        label = string.IsNullOrEmpty(label) ? (shown.Count == 0 ? "as written" : string.Join(", ", shown)) : label;
        return fine ? new SweepVariant(label, mapping.Location, templates, settings) : null;
    }

    private bool ReadSetting(MappingEntry entry, string path, Dictionary<Field, MappingNode> changed)
    {
        var parts = entry.Key.Split('.');
        var field = parts.Length < 2 ? null : SweepFields.Varying.FirstOrDefault(field => string.Equals(field.Path, $"{parts[0]}.{parts[1]}", StringComparison.Ordinal));
        if (field is null || (parts.Length > 2 && field.Kind is not OptionsKind))
        {
            var known = SweepFields.Varying.Select(field => field.Path).ToList();
            var home = SweepFields.HomeOf(entry.Key);
            var nearest = home is not null && known.Contains(home, StringComparer.Ordinal) ? home : Spelling.Nearest(entry.Key, known);
            context.Add(entry.Location, $"{path}.{entry.Key}", found: null, "unknown path; a variant sets paths under model and training", known, nearest);
            return false;
        }

        if (document.Templates.TryGetValue(field, out var template) && template.Axes.Any())
        {
            context.Add(entry.Location, $"{path}.{entry.Key}", found: null, $"{field.Path} varies by a grid already; vary it by the grid or by variants, not both");
            return false;
        }

        // Starting from the document's own value, so that a setting of an optimizer changes that optimizer.
        var section = SweepFields.Sections.First(section => section.Fields.Contains(field));
        if (!changed.TryGetValue(field, out var holder))
        {
            holder = document.Node(section);
        }

        if (OverrideApplier.Set(holder, parts.AsSpan(1), section.Key, entry.Value, errors) is not { } set)
        {
            return false;
        }

        changed[field] = set;
        return true;
    }
}
