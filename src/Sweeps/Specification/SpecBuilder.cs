using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>Makes the specification from a document that was read: checks across keys, axes, resolved text, hash.</summary>
internal static class SpecBuilder
{
    /// <summary>Makes the specification; null when the document has errors.</summary>
    public static SweepSpec? Build(SpecDocument document, ReadContext context, List<SpecificationError> errors)
    {
        var variants = new VariantReader(document, context, errors).Read();
        var checks = new SpaceChecks(document.Templates, variants, context);
        checks.Run();
        var metric = Metric(document, checks, context);
        if (errors.Count > 0)
        {
            return null;
        }

        var variantAxis = variants.Count == 0
            ? null
            : new SearchAxis(SweepFields.VariantPath, document.Variants!.Location, [.. variants.Select(variant => (new SpecValue(variant.Label, TextKind.Write(variant.Label), variant.Label), variant.Location))]);
        var writer = new ResolvedWriter(document, variants, metric, LearningRate(document, checks));
        var axes = writer.Axes(variantAxis);
        var replicates = Whole(document, SweepFields.Replicates);
        if (!CheckCount(axes, replicates, document, context))
        {
            return null;
        }

        var space = new SearchSpace(document.Templates, variants, variantAxis, axes);
        var objective = new ObjectiveOptions { Metric = metric, At = (ObjectiveEpoch)document.Value(SweepFields.At)!.Data! };
        var body = writer.Body();
        return new SweepSpec(space)
        {
            Name = (string)document.Value(SweepFields.Name)!.Data!,
            Datasets = [.. ((SpecValue[])document.Value(SweepFields.Dataset)!.Data!).Select(name => (string)name.Data!)],
            Split = new SplitOptions
            {
                ValidationShare = (double)document.Value(SweepFields.Validation)!.Data!,
                Seed = Whole(document, SweepFields.SplitSeed),
            },
            Scale = (PixelScale)document.Value(SweepFields.Scale)!.Data!,
            ConfigurationCount = (int)space.Count,
            Replicates = (int)replicates,
            Seed = Whole(document, SweepFields.Seed),
            Objective = objective,
            Policy = PolicyFields.Read(document),
            Axes = [.. axes.Select(axis => axis.Path)],
            ResolvedYaml = writer.Head() + body + writer.Tail(),
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
        };
    }

    private static ObjectiveMetric Metric(SpecDocument document, SpaceChecks checks, ReadContext context)
    {
        var outputs = checks.AllForms(SweepFields.Output).ToList();
        var linear = outputs.Where(form => form.Value?.Data is OutputKind.Linear).ToList();
        if (linear.Count > 0 && linear.Count < outputs.Count)
        {
            context.Add(linear[0].Location, SweepFields.Output.Path, "linear beside another output", "a sweep asks one thing of its data: regression (linear) or classification (softmax, sigmoid)");
        }
        else if (outputs.Count > 0)
        {
            CheckTask(document, outputs[0].Location, linear.Count > 0, context);
        }

        var metric = document.Value(SweepFields.Metric)?.Data as ObjectiveMetric? ?? ObjectiveMetric.ValidationAccuracy;
        if (linear.Count == 0 || metric == ObjectiveMetric.ValidationLoss)
        {
            return metric;
        }

        if (document.Written.Contains(SweepFields.Metric) && document.Templates.TryGetValue(SweepFields.Metric, out var template))
        {
            context.Add(template.Location, SweepFields.Metric.Path, "validation_accuracy", "a linear output is regression, which has no accuracy; use validation_loss, the default there", ["validation_loss"]);
        }

        return ObjectiveMetric.ValidationLoss;
    }

    /// <summary>Whether every data set that may be taken asks what the output answers.</summary>
    private static void CheckTask(SpecDocument document, SpecLocation output, bool linear, ReadContext context)
    {
        var names = (document.Value(SweepFields.Dataset)?.Data as SpecValue[] ?? []).Select(name => (string)name.Data!);
        foreach (var info in names.Select(name => DatasetCatalog.Default.Find(name).Info).Where(info => linear != (info.Task == LearningTask.Regression)))
        {
            context.Add(output, SweepFields.Output.Path, linear ? "linear" : "softmax or sigmoid", linear
                ? $"'{info.Name}' asks for one of several classes, so the output is softmax or sigmoid"
                : $"'{info.Name}' is a regression, so the output must be written: linear");
        }
    }

    /// <summary>The learning rate to write when the document has none: a number when all configurations share an optimizer.</summary>
    private static string? LearningRate(SpecDocument document, SpaceChecks checks)
    {
        var optimizers = checks.AllForms(SweepFields.Optimizer).Select(form => form.Option!).Distinct(StringComparer.Ordinal).ToList();
        return document.Value(SweepFields.LearningRate) is { Data: null } && optimizers.Count == 1
            ? NumberText.Format(OptimizerFields.DefaultLearningRate(optimizers[0]))
            : null;
    }

    private static bool CheckCount(IReadOnlyList<SearchAxis> axes, ulong replicates, SpecDocument document, ReadContext context)
    {
        var trials = axes.Aggregate(new BigInteger(replicates), (product, axis) => product * axis.Values.Count);
        if (trials <= SweepFields.MaxTrials)
        {
            return true;
        }

        var place = axes.MaxBy(axis => axis.Values.Count) is { } longest && longest.Values.Count > 1
            ? (longest.Path, longest.Location)
            : (SweepFields.Replicates.Path, document.Templates[SweepFields.Replicates].Location);
        var factors = string.Join(" × ", axes.Select(axis => Number(axis.Values.Count)).Append($"{Number(replicates)} replicates"));
        context.Add(place.Item2, place.Item1, $"{Number(trials)} trials ({factors})", $"a sweep has at most {Number(SweepFields.MaxTrials)} trials");
        return false;
    }

    private static string Number(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static ulong Whole(SpecDocument document, Field field) => (ulong)document.Value(field)!.Data!;
}
