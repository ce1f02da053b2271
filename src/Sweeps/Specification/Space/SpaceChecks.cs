using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>
/// Checks across fields, made on the axes' values and never on the configurations: their cost is that of reading
/// the specification, however many configurations it makes.
/// </summary>
internal sealed class SpaceChecks(IReadOnlyDictionary<Field, ValueTemplate> templates, IReadOnlyList<SweepVariant> variants, ReadContext context)
{
    private static readonly Field[] s_perHidden = [SweepFields.Activation, SweepFields.Dropout];
    private static readonly Field[] s_perWeights = [SweepFields.L2, SweepFields.MaxNorm];

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        CheckLengths();
        foreach (var (field, axis) in templates.SelectMany(pair => pair.Value.Axes.Select(axis => (pair.Key, axis))))
        {
            CheckRepeats(field, axis);
        }

        CheckVariantRepeats();
        CheckRamps();
        new SizeChecks(context).Run(Scopes().Select(scope => (Find(SweepFields.Layers, scope), Find(SweepFields.BatchSize, scope))));
    }

    /// <summary>Every form that a field can take, over all variants.</summary>
    public IEnumerable<ValueForm> AllForms(Field field) =>
        Scopes().Select(scope => Find(field, scope)).OfType<ValueTemplate>().Distinct().SelectMany(template => template.Forms);

    private IEnumerable<SweepVariant?> Scopes() => variants.DefaultIfEmpty<SweepVariant?>(null);

    private ValueTemplate? Find(Field field, SweepVariant? variant) =>
        variant is not null && variant.Templates.TryGetValue(field, out var own) ? own : templates.GetValueOrDefault(field);

    private void CheckLengths()
    {
        var seen = new HashSet<(SpecLocation, int, string)>();
        foreach (var scope in Scopes())
        {
            if (Find(SweepFields.Layers, scope) is not { } layers)
            {
                continue;
            }

            var counts = layers.Forms.Select(form => form.Length).Distinct().ToList();
            foreach (var field in s_perHidden.Concat(s_perWeights))
            {
                var extra = s_perWeights.Contains(field) ? 1 : 0;
                foreach (var form in Find(field, scope)?.Forms.Where(form => form.Length >= 0) ?? [])
                {
                    var wrong = counts.FindIndex(count => form.Length != count && form.Length != count + extra);
                    if (wrong >= 0 && seen.Add((form.Location, counts[wrong], field.Path)))
                    {
                        var wanted = extra == 0 ? $"{counts[wrong]}" : $"{counts[wrong]}, or {counts[wrong] + 1} with one for the output layer";
                        context.Add(form.Location, field.Path, $"a list of {form.Length}", $"model.layers has {counts[wrong]} hidden layer{(counts[wrong] == 1 ? string.Empty : "s")}{(counts.Count > 1 ? " in some configurations" : string.Empty)}, so a list has {wanted}; one value fits every depth");
                    }
                }
            }
        }
    }

    private void CheckRepeats(Field field, SearchAxis axis)
    {
        // Equal texts were reported when the grid was read; only these fields have other ways to mean the same.
        var perLayer = s_perHidden.Contains(field) || s_perWeights.Contains(field);
        if (!string.Equals(axis.Path, field.Path, StringComparison.Ordinal) || (!perLayer && field != SweepFields.LearningRate))
        {
            return;
        }

        var depths = perLayer ? AllForms(SweepFields.Layers).Select(form => form.Length).Distinct().ToList() : [];
        var optimizers = perLayer ? [] : AllForms(SweepFields.Optimizer).Select(form => form.Option!).Distinct(StringComparer.Ordinal).ToList();
        var told = new HashSet<int>();
        foreach (var depth in depths.DefaultIfEmpty(0))
        {
            foreach (var optimizer in optimizers.DefaultIfEmpty(OptimizerFields.Adam))
            {
                var first = new Dictionary<string, (SpecValue Value, SpecLocation Location)>(StringComparer.Ordinal);
                for (var index = 0; index < axis.Values.Count; index++)
                {
                    var (value, location) = axis.Values[index];
                    var key = Expanded(field, value, depth, optimizer);
                    if (!first.TryAdd(key, axis.Values[index]) && !IsRepeat(first[key].Value, value) && told.Add(index))
                    {
                        var (other, place) = first[key];
                        var same = depth == 0 && s_perHidden.Contains(field) ? "without hidden layers it means the same as" : "it means the same as";
                        context.Add(location, axis.Path, value.Display, $"{same} {other.Display}{(place.Line > 0 ? $" of line {place.Line}" : string.Empty)}, so two configurations would be equal; write each value once");
                    }
                }
            }
        }
    }

    private void CheckVariantRepeats()
    {
        var touched = SweepFields.Varying.Where(field => variants.Any(variant => variant.Templates.ContainsKey(field))).ToList();
        var first = new Dictionary<string, SweepVariant>(StringComparer.Ordinal);
        foreach (var variant in variants)
        {
            var optimizer = Find(SweepFields.Optimizer, variant)?.Forms.First().Option ?? OptimizerFields.Adam;
            var depth = Find(SweepFields.Layers, variant)?.Forms.First().Length ?? 0;
            var parts = touched.Select(field => Find(field, variant)?.Forms.First().Value is { } value ? Expanded(field, value, depth, optimizer) : "?");
            var key = string.Join('|', parts);
            if (!first.TryAdd(key, variant))
            {
                context.Add(variant.Location, SweepFields.VariantsKey, $"the variant '{variant.Label}'", $"it has the same values as '{first[key].Label}', so their configurations would be equal");
            }
        }
    }

    private void CheckRamps()
    {
        foreach (var form in AllForms(SweepFields.Optimizer).Distinct())
        {
            if (form.Value?.Data is OptionsValue { Set.Name: OptimizerFields.Sgd } options)
            {
                var settings = options.Set.Fields.Zip(options.Values).ToDictionary(pair => pair.First.Key, pair => pair.Second.Data, StringComparer.Ordinal);
                if (settings["initial_momentum"] is null != settings["momentum_ramp_epochs"] is 0.0)
                {
                    context.Add(form.Location, SweepFields.Optimizer.Path, found: null, "a momentum ramp needs both initial_momentum and momentum_ramp_epochs");
                }
            }
        }
    }

    /// <summary>Whether a value is written twice, which was reported when the grid was read.</summary>
    private static bool IsRepeat(SpecValue a, SpecValue b) => string.Equals(a.Text, b.Text, StringComparison.Ordinal);

    /// <summary>A text that two values share exactly when they mean the same in a network of a depth with an optimizer.</summary>
    private static string Expanded(Field field, SpecValue value, int depth, string optimizer)
    {
        if (field == SweepFields.LearningRate && value.Data is null)
        {
            return NumberText.Format(OptimizerFields.DefaultLearningRate(optimizer));
        }

        var hidden = s_perHidden.Contains(field);
        if (!hidden && !s_perWeights.Contains(field))
        {
            return value.Text;
        }

        var length = hidden ? depth : depth + 1;
        if (length == 0)
        {
            return string.Empty;
        }

        if (value.Data is not SpecValue[] items)
        {
            return value.Text;
        }

        // A list of equal items means what one of them means.
        var texts = items.Select(item => item.Text).Concat(Enumerable.Repeat(field.DefaultValue!.Text, Math.Max(0, length - items.Length))).ToList();
        return texts.TrueForAll(text => string.Equals(text, texts[0], StringComparison.Ordinal)) ? texts[0] : string.Join(',', texts);
    }
}
