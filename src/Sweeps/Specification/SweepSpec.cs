using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>A validated specification of a sweep; made by <c>SweepSpecReader</c>, immutable.</summary>
public sealed class SweepSpec
{
    private readonly SearchSpace _space;
    private readonly Lazy<IReadOnlyDictionary<int, int>> _twins;

    internal SweepSpec(SearchSpace space)
    {
        _space = space;
        _twins = new Lazy<IReadOnlyDictionary<int, int>>(() => Analysis.Twins.Find(this));
    }

    /// <summary>The sweep's name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 100.</summary>
    public required string Name { get; init; }

    /// <summary>The data sets it may run on, in order: the first that can be had is taken.</summary>
    public required IReadOnlyList<string> Datasets { get; init; }

    /// <summary>How validation samples are held out; one split for the whole sweep.</summary>
    public required SplitOptions Split { get; init; }

    /// <summary>How pixels become inputs.</summary>
    public required PixelScale Scale { get; init; }

    /// <summary>Number of configurations, at least 1.</summary>
    public required int ConfigurationCount { get; init; }

    /// <summary>Trials of each configuration, differing in seed only, at least 1.</summary>
    public required int Replicates { get; init; }

    /// <summary>Seed of replicate 0; replicate r has seed + r.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the sweep optimises.</summary>
    public required ObjectiveOptions Objective { get; init; }

    /// <summary>How it is carried out: priority, limits, budgets. Not part of <see cref="Hash"/>.</summary>
    public SweepPolicy Policy { get; init; } = new();

    /// <summary>Paths of the parameters that vary, in the specification's order.</summary>
    public required IReadOnlyList<string> Axes { get; init; }

    /// <summary>The specification with every default written out (but those of <see cref="Policy"/>), as YAML that reads back to an equal sweep.</summary>
    public required string ResolvedYaml { get; init; }

    /// <summary>
    /// SHA-256 of <see cref="ResolvedYaml"/> without name, description, execution and budget, which decide no result:
    /// 64 lower-case hex digits.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>Number of trials: configurations × replicates, at most 1,000,000.</summary>
    public int TrialCount => ConfigurationCount * Replicates;

    /// <summary>Whether the sweep is a regression: its output is linear, and there are no accuracies.</summary>
    public bool IsRegression => Configuration(0).Training.Model.Output == OutputKind.Linear;

    /// <summary>For each configuration that has one, the number of its twin: the same configuration without dropout.</summary>
    public IReadOnlyDictionary<int, int> Twins => _twins.Value;

    /// <summary>A configuration by its number.</summary>
    /// <param name="number">0 to <see cref="ConfigurationCount"/> − 1.</param>
    public SweepConfiguration Configuration(int number)
    {
        CheckConfiguration(number);
        return _space.Configuration(number, Objective);
    }

    /// <summary>What varies over the sweep, of a configuration, without making the rest of it.</summary>
    /// <param name="configuration">0 to <see cref="ConfigurationCount"/> − 1.</param>
    /// <returns>As <see cref="SweepConfiguration.Parameters"/>.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters(int configuration)
    {
        CheckConfiguration(configuration);
        return _space.Parameters(configuration);
    }

    /// <summary>A trial by its number.</summary>
    /// <param name="number">0 to <see cref="TrialCount"/> − 1.</param>
    public Trial Trial(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, TrialCount);
        var (replicate, configuration) = Math.DivRem(number, ConfigurationCount);
        return new Trial(number, configuration, replicate, unchecked(Seed + (ulong)replicate));
    }

    private void CheckConfiguration(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, ConfigurationCount);
    }
}
