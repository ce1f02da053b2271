using System.Text;
using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>
/// Writes a specification with every default in it. Keys stand in the order of the reference, whatever the
/// document's, unless that would change the order of the axes and with it the configurations' numbers.
/// </summary>
internal sealed class ResolvedWriter(SpecDocument document, IReadOnlyList<SweepVariant> variants, ObjectiveMetric metric, string? learningRate)
{
    /// <summary>The axes in the document's order.</summary>
    public IReadOnlyList<SearchAxis> Axes(SearchAxis? variantAxis) => [.. AxesOf(WrittenOrder(), document.Order, variantAxis)];

    /// <summary>Name and description: what decides no result.</summary>
    public string Head()
    {
        var text = new StringBuilder();
        foreach (var field in new[] { SweepFields.Name, SweepFields.Description })
        {
            text.Append(field.Key).Append(": ").Append(document.Templates[field].Write()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// How the sweep is carried out, which decides no result either. Only what differs from the defaults, so that
    /// the texts of sweeps that leave it to them stay as short as they are.
    /// </summary>
    public string Tail()
    {
        var text = new StringBuilder();
        foreach (var section in SweepFields.Policy)
        {
            var own = section.Fields.Where(field => !string.Equals(document.Templates[field].Write(), field.DefaultValue!.Text, StringComparison.Ordinal)).ToList();
            if (own.Count > 0)
            {
                text.Append(section.Key).Append(":\n");
            }

            foreach (var field in own)
            {
                text.Append("  ").Append(field.Key).Append(": ").Append(Write(field)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What decides the results.</summary>
    public string Body()
    {
        var canonical = AxesOf(CanonicalOrder(), section => section.Fields, variantAxis: null);
        var written = AxesOf(WrittenOrder(), document.Order, variantAxis: null);
        var inOrder = canonical.SequenceEqual(written, ReferenceEqualityComparer.Instance) && VariantsLast();
        var text = new StringBuilder();
        foreach (var item in (inOrder ? CanonicalOrder() : WrittenOrder()).Where(DecidesResults))
        {
            switch (item)
            {
                case Section section:
                    text.Append(section.Key).Append(":\n");
                    foreach (var field in inOrder ? section.Fields : document.Order(section))
                    {
                        text.Append("  ").Append(field.Key).Append(": ").Append(Write(field)).Append('\n');
                    }

                    break;
                case Field field:
                    text.Append(field.Key).Append(": ").Append(Write(field)).Append('\n');
                    break;
                default:
                    WriteVariants(text);
                    break;
            }
        }

        return text.ToString();
    }

    private static bool DecidesResults(object item) => item != SweepFields.Name && item != SweepFields.Description && !SweepFields.Policy.Contains(item);

    private static IReadOnlyList<object> CanonicalOrder() => [.. SweepFields.Root, SweepFields.VariantsKey];

    private IEnumerable<object> WrittenOrder() => document.RootOrder.Concat(CanonicalOrder()).Distinct();

    private bool VariantsLast() => variants.Count == 0
        || !document.RootOrder.SkipWhile(item => item is not string).Any(item => item is Section section && section.Fields.Any(field => document.Templates[field].Axes.Any()));

    private IEnumerable<SearchAxis> AxesOf(IEnumerable<object> order, Func<Section, IEnumerable<Field>> fields, SearchAxis? variantAxis)
    {
        foreach (var item in order)
        {
            var axes = item switch
            {
                Section section => fields(section).SelectMany(field => document.Templates[field].Axes),
                string when variantAxis is not null => [variantAxis],
                _ => [],
            };
            foreach (var axis in axes)
            {
                yield return axis;
            }
        }
    }

    private string Write(Field field)
    {
        if (field == SweepFields.Metric)
        {
            return metric == ObjectiveMetric.ValidationLoss ? "validation_loss" : "validation_accuracy";
        }

        return field == SweepFields.LearningRate && learningRate is not null ? learningRate : document.Templates[field].Write();
    }

    private void WriteVariants(StringBuilder text)
    {
        if (variants.Count == 0)
        {
            return;
        }

        text.Append(SweepFields.VariantsKey).Append(":\n");
        foreach (var variant in variants)
        {
            text.Append("  - ").Append(SweepFields.LabelKey).Append(": ").Append(TextKind.Write(variant.Label)).Append('\n');
            foreach (var (path, value) in variant.Settings)
            {
                text.Append("    ").Append(path).Append(": ").Append(value).Append('\n');
            }
        }
    }
}
