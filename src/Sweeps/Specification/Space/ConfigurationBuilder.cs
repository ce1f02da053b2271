using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>Makes the records that Training takes from the values of the table's fields.</summary>
internal static class ConfigurationBuilder
{
    /// <summary>Makes a configuration.</summary>
    /// <param name="value">The value of a field; lists have the lengths that the layers ask for.</param>
    /// <param name="objective">The sweep's objective.</param>
    public static TrainingConfiguration Build(Func<Field, SpecValue> value, ObjectiveOptions objective)
    {
        var sizes = (SpecValue[])value(SweepFields.Layers).Data!;
        var activation = value(SweepFields.Activation);
        var dropout = value(SweepFields.Dropout);
        var l2 = value(SweepFields.L2);
        var maxNorm = value(SweepFields.MaxNorm);
        var hidden = new LayerOptions[sizes.Length];
        for (var layer = 0; layer < hidden.Length; layer++)
        {
            hidden[layer] = new LayerOptions
            {
                Units = Int(sizes[layer]),
                Activation = (Activation)PerLayer(activation, layer)!,
                Dropout = (double)PerLayer(dropout, layer)!,
                L2 = (double)PerLayer(l2, layer)!,
                MaxNorm = (double?)PerLayer(maxNorm, layer),
            };
        }

        return new TrainingConfiguration
        {
            Model = new ModelOptions
            {
                Hidden = hidden,
                Output = (OutputKind)value(SweepFields.Output).Data!,
                OutputL2 = (double?)PerLayer(l2, hidden.Length) ?? 0,
                OutputMaxNorm = (double?)PerLayer(maxNorm, hidden.Length),
                InputDropout = Double(value(SweepFields.InputDropout)),
                DropoutKind = (DropoutKind)value(SweepFields.DropoutKindField).Data!,
                DropoutScaling = (DropoutScaling)value(SweepFields.DropoutScalingField).Data!,
                Initializer = (Initializer)value(SweepFields.Initializer).Data!,
            },
            Training = new TrainingOptions
            {
                Optimizer = Optimizer((OptionsValue)value(SweepFields.Optimizer).Data!, (double?)value(SweepFields.LearningRate).Data),
                Schedule = Schedule((OptionsValue)value(SweepFields.Schedule).Data!),
                BatchSize = Int(value(SweepFields.BatchSize)),
                Epochs = Int(value(SweepFields.Epochs)),
                ClipValue = (double?)value(SweepFields.ClipValue).Data,
                ClipNorm = (double?)value(SweepFields.ClipNorm).Data,
            },
            Objective = objective,
        };
    }

    private static OptimizerOptions Optimizer(OptionsValue options, double? learningRate)
    {
        var name = options.Set.Name;
        OptimizerOptions optimizer = name switch
        {
            OptimizerFields.Adam => new AdamOptions { Beta1 = Number(options, "beta1"), Beta2 = Number(options, "beta2"), Epsilon = Number(options, "epsilon") },
            OptimizerFields.Sgd => new SgdOptions
            {
                Momentum = Number(options, "momentum"),
                Nesterov = (bool)Setting(options, "nesterov").Data!,
                InitialMomentum = (double?)Setting(options, "initial_momentum").Data,
                MomentumRampEpochs = Number(options, "momentum_ramp_epochs"),
            },
            OptimizerFields.RmsProp => new RmsPropOptions { Rho = Number(options, "rho"), Momentum = Number(options, "momentum"), Epsilon = Number(options, "epsilon") },
            _ => throw new InvalidOperationException($"The optimizer '{name}' is in the table of fields but is not built."),
        };
        return optimizer with { LearningRate = learningRate ?? OptimizerFields.DefaultLearningRate(name) };
    }

    private static ScheduleOptions Schedule(OptionsValue options) => options.Set.Name switch
    {
        OptimizerFields.Constant => new ConstantSchedule(),
        OptimizerFields.Step => new StepSchedule { EveryEpochs = Int(Setting(options, "every_epochs")), Factor = Number(options, "factor") },
        OptimizerFields.Exponential => new ExponentialSchedule { Decay = Number(options, "decay") },
        OptimizerFields.Cosine => new CosineSchedule { Final = Number(options, "final") },
        _ => throw new InvalidOperationException($"The schedule '{options.Set.Name}' is in the table of fields but is not built."),
    };

    /// <summary>A layer's part of a value: the value itself, or the list's item, or null past a list's end.</summary>
    public static object? PerLayer(SpecValue value, int layer) =>
        value.Data is SpecValue[] items ? (layer < items.Length ? items[layer].Data : null) : value.Data;

    private static SpecValue Setting(OptionsValue options, string key)
    {
        for (var index = 0; index < options.Values.Count; index++)
        {
            if (string.Equals(options.Set.Fields[index].Key, key, StringComparison.Ordinal))
            {
                return options.Values[index];
            }
        }

        throw new InvalidOperationException($"The table of fields has no {options.Set.Name}.{key}.");
    }

    private static double Number(OptionsValue options, string key) => Double(Setting(options, key));

    private static double Double(SpecValue value) => (double)value.Data!;

    private static int Int(SpecValue value) => checked((int)(ulong)value.Data!);
}
