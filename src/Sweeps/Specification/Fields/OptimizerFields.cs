using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>The optimizers and schedules with their settings; defaults are Keras's.</summary>
internal static class OptimizerFields
{
    public const string Adam = "adam";
    public const string Sgd = "sgd";
    public const string RmsProp = "rmsprop";
    public const string Constant = "constant";
    public const string Step = "step";
    public const string Exponential = "exponential";
    public const string Cosine = "cosine";

    /// <summary>The optimizers.</summary>
    public static readonly OptionsKind Optimizers = new(
        "an optimizer",
        new OptionSet(
            Adam,
            "Adam (Kingma and Ba 2015).",
            new Field("", "beta1", Decay("beta1 is a number"), "0.9", "Decay of the first moment."),
            new Field("", "beta2", Decay("beta2 is a number"), "0.999", "Decay of the second moment."),
            new Field("", "epsilon", Epsilon(), "1e-7", "Added to the root of the second moment.")),
        new OptionSet(
            Sgd,
            "Stochastic gradient descent, with momentum if wanted (Sutskever et al. 2013).",
            new Field("", "momentum", Decay("a momentum is a number"), "0", "Share of the last step that goes into the next."),
            new Field("", "nesterov", new BooleanKind(), "false", "Whether the gradient is looked up ahead (Nesterov)."),
            new Field("", "initial_momentum", Decay("a momentum is a number", "no ramp"), "null", "Momentum of the first step when it is ramped up; needs momentum_ramp_epochs.", "0.5"),
            new Field("", "momentum_ramp_epochs", new NumberKind("a ramp is a number of epochs") { Max = TrainingLimits.MaxEpochs }, "0", "Epochs over which momentum rises linearly from initial_momentum to momentum; needs initial_momentum.", "10")),
        new OptionSet(
            RmsProp,
            "RMSprop (Tieleman and Hinton 2012).",
            new Field("", "rho", Decay("rho is a number"), "0.9", "Decay of the mean square."),
            new Field("", "momentum", Decay("a momentum is a number"), "0", "Momentum of the scaled step."),
            new Field("", "epsilon", Epsilon(), "1e-7", "Added to the root of the mean square.")));

    /// <summary>The learning-rate schedules.</summary>
    public static readonly OptionsKind Schedules = new(
        "a schedule",
        new OptionSet(Constant, "The learning rate stays."),
        new OptionSet(
            Step,
            "The learning rate is multiplied by a factor after every few epochs.",
            new Field("", "every_epochs", new IntegerKind("the epochs between two drops are a whole number", 1, TrainingLimits.MaxEpochs), "10", "Epochs between two drops."),
            new Field("", "factor", new NumberKind("a factor is a number") { Above = true, Max = 1 }, "0.5", "The factor of one drop.")),
        new OptionSet(
            Exponential,
            "The learning rate falls by the same factor every epoch, a little with every step.",
            new Field("", "decay", new NumberKind("a decay is a number") { Above = true, Max = 1 }, "0.95", "The factor of one epoch.")),
        new OptionSet(
            Cosine,
            "The learning rate falls along half a cosine (Loshchilov and Hutter 2017, without restarts).",
            new Field("", "final", new NumberKind("the final factor is a number") { Max = 1 }, "0", "The factor on the learning rate at the end of training.")));

    /// <summary>The learning rate of an optimizer when the specification says none.</summary>
    public static double DefaultLearningRate(string optimizer) => optimizer switch
    {
        Sgd => new SgdOptions().LearningRate,
        RmsProp => new RmsPropOptions().LearningRate,
        _ => new AdamOptions().LearningRate,
    };

    private static NumberKind Decay(string statement, string? meaningOfNull = null) => new(statement) { Max = 1, Below = true, Null = meaningOfNull };

    private static NumberKind Epsilon() => new("epsilon is a number") { Min = TrainingLimits.MinEpsilon, Max = 1 };
}
