using DropoutSweep.Figures.Facets;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Figures.Models;

/// <summary>What figures of a model call its trial, and the trial's twin.</summary>
public static class TrialNames
{
    /// <summary>A trial's configuration in words.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="trial">The trial.</param>
    public static string Configuration(SweepSpec spec, Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return SweepFacets.Of(spec).NameOf(trial.Configuration);
    }

    /// <summary>The trial of the twin configuration with the same seed; null when the configuration drops nothing or the sweep has no twin.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="trial">The trial.</param>
    public static Trial? Twin(SweepSpec spec, Trial trial)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(trial);
        return spec.Twins.TryGetValue(trial.Configuration, out var twin)
            ? Enumerable.Range(0, spec.TrialCount).Select(spec.Trial).FirstOrDefault(one => one.Configuration == twin && one.Replicate == trial.Replicate)
            : null;
    }

    /// <summary>What is said where the twin of a trial would stand; null when it is not missing.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="twin">Its twin; null when it has none.</param>
    /// <param name="found">Whether the twin's model was found.</param>
    public static string? Missing(SweepSpec spec, Trial trial, Trial? twin, bool found)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(trial);
        return found ? null
            : twin is not null ? $"The model of its twin without dropout (trial {twin.Number}) is not kept, so it cannot stand beside it."
            : spec.Twins.Values.Contains(trial.Configuration) ? null
            : "The sweep has no twin without dropout to set beside it.";
    }
}
