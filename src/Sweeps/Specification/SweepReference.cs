using System.Text;
using DropoutSweep.Sweeps.Specification.Fields;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>The reference of the specification's keys, made from the table that the reader uses.</summary>
public static class SweepReference
{
    /// <summary>The reference as Markdown tables, one for each section, lines ending in a line feed.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        AppendTable(text, "The root", "What the sweep is and how its trials are counted.", SweepFields.Root.OfType<Field>());
        foreach (var section in SweepFields.Sections)
        {
            AppendTable(text, $"`{section.Key}`", section.Description, section.Fields);
        }

        foreach (var field in SweepFields.Varying.Where(field => field.Kind is OptionsKind))
        {
            AppendOptions(text, field, (OptionsKind)field.Kind);
        }

        foreach (var field in SweepFields.Root.SelectMany(item => item is Section section ? section.Fields : [(Field)item]))
        {
            AppendChoices(text, field);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendTable(StringBuilder text, string title, string description, IEnumerable<Field> fields)
    {
        text.Append("### ").Append(title).Append("\n\n").Append(description).Append("\n\n");
        text.Append("| key | values | default | what it is |\n|---|---|---|---|\n");
        foreach (var field in fields)
        {
            AppendRow(text, field);
        }

        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, Field field)
    {
        var fallback = field.DefaultValue is not { } value ? "must be written" : value.Display.Length == 0 ? "empty" : $"`{value.Display}`";
        text.Append($"| `{field.Key}` | {field.Kind.TypeName} | {fallback} | {field.Description} |\n");
    }

    private static void AppendOptions(StringBuilder text, Field field, OptionsKind kind)
    {
        foreach (var set in kind.Sets)
        {
            text.Append($"### `{field.Path}: {set.Name}`\n\n{set.Description}\n\n");
            if (set.Fields.Count == 0)
            {
                text.Append("It has no settings.\n\n");
                continue;
            }

            text.Append("| setting | values | default | what it is |\n|---|---|---|---|\n");
            foreach (var setting in set.Fields)
            {
                AppendRow(text, setting);
            }

            text.Append('\n');
        }
    }

    private static void AppendChoices(StringBuilder text, Field field)
    {
        var choices = field.Kind switch
        {
            ChoiceKind kind => kind.Choices,
            ListKind { Item: ChoiceKind kind } => kind.Choices,
            NameListKind list => list.Choices,
            _ => [],
        };
        if (choices.Count < 2)
        {
            return;
        }

        text.Append($"### Values of `{field.Path}`\n\n");
        foreach (var choice in choices)
        {
            text.Append($"- `{choice.Name}`: {choice.Description}\n");
        }

        text.Append('\n');
    }
}
