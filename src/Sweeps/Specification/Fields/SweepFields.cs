using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>
/// The specification's keys, each defined once. Reading, validation, messages, defaults, the JSON Schema and the
/// reference in docs/sweeps.md all come from here.
/// </summary>
internal static class SweepFields
{
    /// <summary>Most trials of a sweep.</summary>
    public const int MaxTrials = 1_000_000;

    /// <summary>Greatest penalty, norm or clipping bound.</summary>
    private const double MaxBound = 1_000_000;

    public static readonly Field Name = new("", "name", new TextKind("a name is made of", 100, isName: true), null, "The sweep's name; its results go to `runs/NAME-HASH`.", "quickstart");

    public static readonly Field Description = new("", "description", new TextKind("a description is a text", 10_000, isName: false), "\"\"", "What the sweep is for. Changes nothing else.");

    public static readonly Field Dataset = new(
        "",
        "dataset",
        new NameListKind(
            "a data set is one of these names or a list of them",
            [.. DatasetCatalog.Default.Definitions.Select(known => new Choice(known.Info.Name, known.Info.Name, $"{known.Info.Description}."))]),
        null,
        "The data set, or a list of which the first that can be had is taken (and named in every output). A single name is never replaced.",
        "mnist",
        "[mnist, digits]");

    public static readonly Field Validation = new("split", "validation", new ShareKind("the validation share is a number or a fraction such as 1/6", 0.9), "1/6", "Share of the training samples held out for validation (1/6 of MNIST is 10,000).", "1/6", "0.2");

    public static readonly Field SplitSeed = new("split", "seed", new IntegerKind("a seed is a whole number", 0, ulong.MaxValue), "0", "Seed of the shuffle that chooses them, the same for all trials.");

    public static readonly Field Scale = new(
        "",
        "scale",
        new ChoiceKind(new Choice("unit", PixelScale.Unit, "Pixels are divided by 255: inputs in [0, 1]."), new Choice("none", PixelScale.None, "Pixels stay as they are, 0–255.")),
        "unit",
        "How pixels become inputs.");

    public static readonly Field Layers = new(
        "model",
        "layers",
        new ListKind("hidden layers are a list of sizes such as [512, 256]; [] for none", new IntegerKind("a layer's size is a whole number", 1, TrainingLimits.MaxUnits)) { Max = TrainingLimits.MaxHiddenLayers },
        null,
        "Sizes of the hidden layers, from the input to the output.",
        "[512, 256]",
        "{grid: [[512, 256], [128, 64]]}",
        "[{grid: [512, 256]}, 128]");

    public static readonly Field Activation = new(
        "model",
        "activation",
        PerHidden(new ChoiceKind(
            new Choice("relu", Training.Configuration.Activation.Relu, "max(0, x)."),
            new Choice("tanh", Training.Configuration.Activation.Tanh, "The hyperbolic tangent."),
            new Choice("sigmoid", Training.Configuration.Activation.Sigmoid, "1 / (1 + e^-x)."),
            new Choice("none", Training.Configuration.Activation.None, "The layer is linear."))),
        "relu",
        "Non-linearity of the hidden layers: one for all, or a list with one for each.",
        "relu",
        "[relu, tanh]");

    public static readonly Field Output = new(
        "model",
        "output",
        new ChoiceKind(
            new Choice("softmax", OutputKind.Softmax, "Softmax with cross-entropy."),
            new Choice("sigmoid", OutputKind.Sigmoid, "As Keras treats a sigmoid output with sparse categorical cross-entropy: trained by softmax cross-entropy on the logits, predicted by the argmax of the float32 sigmoid, the lowest class on ties. The accuracy by the logits and the share of ties are reported beside it."),
            new Choice("linear", OutputKind.Linear, "Linear output with mean squared error, for regression.")),
        "softmax",
        "What the output layer computes, and its loss.");

    public static readonly Field Initializer = new(
        "model",
        "initializer",
        new ChoiceKind(
            new Choice("glorot_uniform", Training.Configuration.Initializer.GlorotUniform, "Uniform in ±√(6 / (fan_in + fan_out)); Keras's default."),
            new Choice("glorot_normal", Training.Configuration.Initializer.GlorotNormal, "Truncated normal, variance 2 / (fan_in + fan_out)."),
            new Choice("he_uniform", Training.Configuration.Initializer.HeUniform, "Uniform in ±√(6 / fan_in)."),
            new Choice("he_normal", Training.Configuration.Initializer.HeNormal, "Truncated normal, variance 2 / fan_in."),
            new Choice("lecun_uniform", Training.Configuration.Initializer.LecunUniform, "Uniform in ±√(3 / fan_in)."),
            new Choice("lecun_normal", Training.Configuration.Initializer.LecunNormal, "Truncated normal, variance 1 / fan_in.")),
        "glorot_uniform",
        "Distribution of the initial weights; biases start at zero.");

    public static readonly Field InputDropout = new("model", "input_dropout", DropoutRate(), "0", "Dropout rate of the inputs: the probability of DROPPING each.", "0.2");

    public static readonly Field Dropout = new(
        "model",
        "dropout",
        PerHidden(DropoutRate()),
        "0",
        "Dropout rate of the hidden layers' outputs, the probability of DROPPING a unit: one for all, or a list with one for each.",
        "0.5",
        "[0.5, 0.3]",
        "{grid: [0, 0.2, 0.5]}",
        "{grid: [0, [0.5, 0.3]]}");

    public static readonly Field DropoutKindField = new(
        "model",
        "dropout_kind",
        new ChoiceKind(
            new Choice("bernoulli", DropoutKind.Bernoulli, "Units are set to zero with the dropout rate as probability."),
            new Choice("gaussian", DropoutKind.Gaussian, "Units are multiplied by a draw from N(1, p / (1 − p)) (Srivastava et al. 2014, section 10).")),
        "bernoulli",
        "The noise of dropout.");

    public static readonly Field DropoutScalingField = new(
        "model",
        "dropout_scaling",
        new ChoiceKind(
            new Choice("inverted", DropoutScaling.Inverted, "Kept units are divided by 1 − p while training (Keras, PyTorch)."),
            new Choice("at_inference", DropoutScaling.AtInference, "Outputs are multiplied by 1 − p at inference (Srivastava et al. 2014).")),
        "inverted",
        "Where Bernoulli dropout is compensated for.");

    public static readonly Field L2 = new(
        "model",
        "l2",
        PerWeights(new NumberKind("an L2 factor is a number") { Max = MaxBound }),
        "0",
        "L2 factor: the loss gains factor × sum of squared weights. One for all layers of weights, or a list: one for each hidden layer, and optionally one more for the output layer (0 if left out).",
        "0.0001",
        "[0, 0.01]");

    public static readonly Field MaxNorm = new(
        "model",
        "max_norm",
        PerWeights(new NumberKind("a max-norm is a number") { Above = true, Max = MaxBound, Null = "none" }),
        "null",
        "Greatest norm of a unit's incoming weights, enforced after every step; null for none. One for all layers of weights, or a list: one for each hidden layer, and optionally one more for the output layer (null if left out).",
        "3",
        "[2, 2, null]");

    public static readonly Field Optimizer = new("training", "optimizer", OptimizerFields.Optimizers, "adam", "The optimizer, by name or with its settings.", "adam", "{name: sgd, momentum: 0.9, nesterov: true}");

    public static readonly Field LearningRate = new(
        "training",
        "learning_rate",
        new NumberKind("a learning rate is a number") { Above = true, Max = TrainingLimits.MaxLearningRate, Null = "the optimizer's default" },
        "null",
        "Learning rate before any schedule; null for the optimizer's default, which is Keras's: adam 0.001, sgd 0.01, rmsprop 0.001.",
        "0.001",
        "{grid: [0.01, 0.001]}");

    public static readonly Field Schedule = new("training", "schedule", OptimizerFields.Schedules, "constant", "How the learning rate moves over training.", "constant", "{name: step, every_epochs: 10, factor: 0.5}");

    public static readonly Field BatchSize = new("training", "batch_size", new IntegerKind("a batch size is a whole number", 1, TrainingLimits.MaxBatchSize), "32", "Samples of a batch.");

    public static readonly Field Epochs = new("training", "epochs", new IntegerKind("epochs are a whole number", 1, TrainingLimits.MaxEpochs), "20", "Epochs to train.");

    public static readonly Field ClipValue = new("training", "clip_value", Clip(), "null", "Every element of the gradient is clamped to ± this value; null for no clipping.");

    public static readonly Field ClipNorm = new("training", "clip_norm", Clip(), "null", "The gradient is scaled down when its global L2 norm exceeds this value; null for no clipping.");

    public static readonly Field Search = new("", "search", new ChoiceKind(new Choice("grid", "grid", "Every combination of the grids' values, the last grid moving fastest.")), "grid", "How configurations are chosen.");

    public static readonly Field Replicates = new("", "replicates", new IntegerKind("replicates are a whole number", 1, MaxTrials), "3", "Trials of each configuration, which differ in their seed only. Intervals need at least 2.");

    public static readonly Field Seed = new("", "seed", new IntegerKind("a seed is a whole number", 0, ulong.MaxValue), "1", "Seed of the first replicate; replicate r, from 0, has seed + r in every configuration.");

    public static readonly Field Metric = new(
        "objective",
        "metric",
        new ChoiceKind(
            new Choice("validation_accuracy", ObjectiveMetric.ValidationAccuracy, "Share of validation samples classified rightly; greater is better."),
            new Choice("validation_loss", ObjectiveMetric.ValidationLoss, "Mean loss on the validation set; less is better."))
        {
            Refused = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["test_accuracy"] = "the test set is evaluated, never selected on; choose by validation_accuracy",
                ["test_loss"] = "the test set is evaluated, never selected on; choose by validation_loss",
                ["train_accuracy"] = "training values reward over-fitting; choose by validation_accuracy",
                ["train_loss"] = "training values reward over-fitting; choose by validation_loss",
            },
        },
        "validation_accuracy",
        "What configurations are judged by. With a linear output the default is validation_loss.");

    public static readonly Field At = new(
        "objective",
        "at",
        new ChoiceKind(new Choice("last", ObjectiveEpoch.Last, "The last epoch's model."), new Choice("best", ObjectiveEpoch.Best, "The model of the epoch with the best metric on validation, the earliest on ties.")),
        "last",
        "Which epoch's model a trial keeps and is judged by.");

    public static readonly Section Split = new("split", "How validation samples are held out of the training samples.", [Validation, SplitSeed]);

    public static readonly Section Model = new("model", "The network.", [Layers, Activation, Output, Initializer, InputDropout, Dropout, DropoutKindField, DropoutScalingField, L2, MaxNorm]);

    public static readonly Section Training_ = new("training", "How it is trained.", [Optimizer, LearningRate, Schedule, BatchSize, Epochs, ClipValue, ClipNorm]);

    public static readonly Section Objective = new("objective", "What the sweep optimises: a mapping, or only the metric's name.", [Metric, At], Metric);

    /// <summary>How the sweep is carried out; decides no result, so it is left out of the hash.</summary>
    public static readonly Section Execution = new("execution", "How a store's silos carry the sweep out; changes no result and not the hash.", PolicyFields.Execution);

    /// <summary>What the sweep may use up; likewise.</summary>
    public static readonly Section Budget = new("budget", "What the sweep may use up over all silos; the first limit that is reached ends it. Changes no result and not the hash.", PolicyFields.Budget);

    /// <summary>The key of the variants, which have a reader of their own.</summary>
    public const string VariantsKey = "variants";

    /// <summary>The key of a variant's label.</summary>
    public const string LabelKey = "label";

    /// <summary>The path under which a variant's label is shown.</summary>
    public const string VariantPath = "variant";

    /// <summary>What variants are.</summary>
    public const string VariantsDescription = "Sets of values that change together, crossed with the grids: each is a mapping from paths under model and training to values, with an optional label.";

    /// <summary>A variant's label.</summary>
    public static readonly Field Label = new("", LabelKey, new TextKind("a label is a text", 200, isName: false), null, "What tables call the variant; its values when left out.", "without dropout");

    /// <summary>The root's fields and sections in the order of the reference; the variants follow.</summary>
    public static readonly IReadOnlyList<object> Root = [Name, Description, Dataset, Split, Scale, Model, Training_, Search, Replicates, Seed, Objective, Execution, Budget];

    /// <summary>The sections that decide no result.</summary>
    public static readonly IReadOnlyList<Section> Policy = [Execution, Budget];

    /// <summary>The sections.</summary>
    public static readonly IReadOnlyList<Section> Sections = [.. Root.OfType<Section>()];

    /// <summary>The fields that make a configuration and may vary.</summary>
    public static readonly IReadOnlyList<Field> Varying = [.. Model.Fields, .. Training_.Fields];

    /// <summary>The key that a scalar stands for where a mapping is meant, such as name for training.optimizer; null elsewhere.</summary>
    public static string? ShorthandKey(string path) =>
        Sections.FirstOrDefault(section => string.Equals(section.Key, path, StringComparison.Ordinal))?.Shorthand?.Key
        ?? (Varying.FirstOrDefault(field => string.Equals(field.Path, path, StringComparison.Ordinal))?.Kind is OptionsKind ? OptionsKind.NameKey : null);

    /// <summary>Where a key belongs, such as <c>model.dropout</c> for <c>dropout</c>; null when it is known nowhere.</summary>
    public static string? HomeOf(string key) =>
        Root.Select(item => item is Section section ? section.Fields.FirstOrDefault(field => Is(field.Key, key))?.Path ?? (Is(section.Key, key) ? key : null) : Is(((Field)item).Key, key) ? key : null)
            .FirstOrDefault(path => path is not null)
        ?? (Is(VariantsKey, key) ? key : null);

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static NumberKind DropoutRate() => new("a dropout rate is the probability of dropping") { Max = TrainingLimits.MaxDropout };

    private static NumberKind Clip() => new("a clipping bound is a number") { Above = true, Max = MaxBound, Null = "none" };

    private static ListKind PerHidden(ValueKind item) => new("or a list with one for each hidden layer", item) { OneForAll = true, Max = TrainingLimits.MaxHiddenLayers };

    private static ListKind PerWeights(ValueKind item) => new("or a list with one for each hidden layer and optionally one for the output layer", item) { OneForAll = true, Max = TrainingLimits.MaxHiddenLayers + 1 };
}
