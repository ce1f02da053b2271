using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>Checks that the matrices of every configuration stay within <see cref="TrainingLimits.MaxMatrixElements"/>.</summary>
internal sealed class SizeChecks(ReadContext context)
{
    private readonly HashSet<(SpecLocation, string)> _told = [];

    /// <summary>Runs the checks for each pair of layers and batch sizes that meet.</summary>
    public void Run(IEnumerable<(ValueTemplate? Layers, ValueTemplate? BatchSize)> scopes)
    {
        foreach (var (layers, batchSize) in scopes)
        {
            long widest = 0;
            foreach (var sizes in layers is null ? [] : Sizes(layers))
            {
                widest = Math.Max(widest, sizes.Units.DefaultIfEmpty(0).Max());
                CheckWeights(sizes.Units, sizes.Location);
            }

            foreach (var form in batchSize?.Forms ?? [])
            {
                if (form.Value?.Data is ulong samples)
                {
                    Check((long)samples * widest, form.Location, SweepFields.BatchSize.Path, $"{form.Value.Display} for a layer of {widest:N0} units", "numbers in a batch");
                }
            }
        }
    }

    /// <summary>The greatest sizes that each form of the layers can have.</summary>
    private static IEnumerable<(long[] Units, SpecLocation Location)> Sizes(ValueTemplate layers) =>
        layers is ListTemplate list
            ? [([.. list.Items.Select(item => item.Forms.Max(form => Units(form.Value!)))], list.Location)]
            : layers.Forms.Select(form => (((SpecValue[])form.Value!.Data!).Select(Units).ToArray(), form.Location));

    private static long Units(SpecValue value) => (long)(ulong)value.Data!;

    private void CheckWeights(long[] units, SpecLocation location)
    {
        for (var i = 1; i < units.Length; i++)
        {
            Check(units[i - 1] * units[i], location, SweepFields.Layers.Path, $"{units[i - 1]:N0} and {units[i]:N0} units one after the other", "weights between two layers");
        }
    }

    private void Check(long elements, SpecLocation location, string path, string found, string what)
    {
        if (elements > TrainingLimits.MaxMatrixElements && _told.Add((location, path)))
        {
            context.Add(location, path, found, $"that makes {elements:N0} {what}, and at most {TrainingLimits.MaxMatrixElements:N0} are possible");
        }
    }
}
