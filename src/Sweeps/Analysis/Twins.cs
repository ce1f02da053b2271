using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>
/// Finds each configuration's twin: the same one without dropout. With the same seed a twin starts from the same
/// weights and sees the same batches, so that the two differ by dropout alone.
/// </summary>
internal static class Twins
{
    /// <summary>Whether a configuration drops anything.</summary>
    public static bool HasDropout(TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Model.InputDropout > 0 || configuration.Model.Hidden.Any(layer => layer.Dropout > 0);
    }

    /// <summary>The numbers of the configurations that have a twin in the sweep, with that twin's.</summary>
    public static IReadOnlyDictionary<int, int> Find(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var without = new Dictionary<string, int>(StringComparer.Ordinal);
        var dropping = new List<(int Number, string Key)>();
        for (var number = 0; number < spec.ConfigurationCount; number++)
        {
            var configuration = spec.Configuration(number).Training;
            var key = ConfigurationText.Of(WithoutDropout(configuration));
            if (HasDropout(configuration))
            {
                dropping.Add((number, key));
            }
            else
            {
                without.TryAdd(key, number);
            }
        }

        return dropping.Where(one => without.ContainsKey(one.Key)).ToDictionary(one => one.Number, one => without[one.Key]);
    }

    /// <summary>The configuration with every rate at 0; what only matters to dropout is at its default, so that it tells no two apart.</summary>
    private static TrainingConfiguration WithoutDropout(TrainingConfiguration configuration)
    {
        var defaults = new ModelOptions { Hidden = [] };
        return configuration with
        {
            Model = configuration.Model with
            {
                InputDropout = 0,
                DropoutKind = defaults.DropoutKind,
                DropoutScaling = defaults.DropoutScaling,
                Hidden = [.. configuration.Model.Hidden.Select(layer => layer with { Dropout = 0 })],
            },
        };
    }
}
