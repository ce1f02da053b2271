using System.Text.Json;
using System.Text.Json.Serialization;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>
/// JSON of the API, generated at compile time: names in camel case, what is null left out, infinities and NaN as
/// strings, every number read back to the same bits.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters =
    [
        typeof(CamelCase<SweepState>),
        typeof(CamelCase<TrialState>),
        typeof(CamelCase<TrialFailureKind>),
        typeof(CamelCase<AttemptOutcome>),
        typeof(CamelCase<MemberStatus>),
        typeof(CamelCase<TrainingStatus>),
        typeof(CamelCase<ObjectiveMetric>),
        typeof(CamelCase<ObjectiveEpoch>),
        typeof(CamelCase<Activation>),
        typeof(CamelCase<FeatureRule>),
        typeof(CamelCase<ThinnedMasks>),
    ])]
[JsonSerializable(typeof(SweepView))]
[JsonSerializable(typeof(SweepListView))]
[JsonSerializable(typeof(TrialView))]
[JsonSerializable(typeof(TrialListView))]
[JsonSerializable(typeof(EpochListView))]
[JsonSerializable(typeof(AttemptListView))]
[JsonSerializable(typeof(TrialEpochs))]
[JsonSerializable(typeof(SummaryView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(SiloListView))]
[JsonSerializable(typeof(InfoView))]
[JsonSerializable(typeof(PruneBody))]
[JsonSerializable(typeof(PruneOutcome))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ModelInspection))]
[JsonSerializable(typeof(IReadOnlyList<Mistake>))]
[JsonSerializable(typeof(IReadOnlyList<SampleUncertainty>))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long?))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Makes other options write as this does, for the OpenAPI document.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = Default.Options.NumberHandling;
        options.DefaultIgnoreCondition = Default.Options.DefaultIgnoreCondition;
        options.PropertyNamingPolicy = Default.Options.PropertyNamingPolicy;
        foreach (var converter in Default.Options.Converters)
        {
            options.Converters.Add(converter);
        }

        options.TypeInfoResolverChain.Insert(0, Default);
    }
}
