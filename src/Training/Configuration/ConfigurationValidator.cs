using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Configuration;

/// <summary>Checks a configuration against the ranges of <see cref="TrainingLimits"/> and against the data.</summary>
public static class ConfigurationValidator
{
    /// <summary>Everything that is wrong, one line each with the option's path; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(TrainingConfiguration configuration, Dataset? dataset = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var errors = new List<string>();
        CheckModel(configuration.Model, errors);
        CheckTraining(configuration.Training, errors);
        CheckKind("objective.metric", configuration.Objective.Metric, errors);
        CheckKind("objective.at", configuration.Objective.At, errors);
        CheckSizes(configuration, errors);
        var linear = configuration.Model.Output == OutputKind.Linear;
        if (linear && configuration.Objective.Metric == ObjectiveMetric.ValidationAccuracy)
        {
            errors.Add("objective: a linear output has no accuracy; use validation_loss.");
        }

        if (dataset is not null && linear != (dataset.Task == LearningTask.Regression))
        {
            errors.Add(linear
                ? $"model.output: linear is for regression, but '{dataset.Name}' is a classification data set; use softmax or sigmoid."
                : $"model.output: '{dataset.Name}' is a regression data set; use linear.");
        }

        return errors;
    }

    /// <summary>Throws when something is wrong.</summary>
    /// <exception cref="ArgumentException">Something is wrong; the message lists all of it.</exception>
    public static void ThrowIfInvalid(TrainingConfiguration configuration, Dataset dataset)
    {
        var errors = Check(configuration, dataset);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }
    }

    private static void CheckModel(ModelOptions model, List<string> errors)
    {
        Require(model.Hidden.Count <= TrainingLimits.MaxHiddenLayers, errors, $"model.layers: {model.Hidden.Count} hidden layers; at most {TrainingLimits.MaxHiddenLayers}.");
        CheckKind("model.output", model.Output, errors);
        CheckKind("model.dropout_kind", model.DropoutKind, errors);
        CheckKind("model.dropout_scaling", model.DropoutScaling, errors);
        CheckKind("model.initializer", model.Initializer, errors);
        CheckRate("model.input_dropout", model.InputDropout, errors);
        CheckRegularisation("model output", model.OutputL2, model.OutputMaxNorm, errors);
        for (var i = 0; i < model.Hidden.Count; i++)
        {
            var layer = model.Hidden[i];
            Require(layer.Units is >= 1 and <= TrainingLimits.MaxUnits, errors, $"model.layers[{i}]: {layer.Units} units; 1 to {TrainingLimits.MaxUnits}.");
            CheckKind($"model.activation[{i}]", layer.Activation, errors);
            CheckRate($"model.dropout[{i}]", layer.Dropout, errors);
            CheckRegularisation($"model layer {i}", layer.L2, layer.MaxNorm, errors);
        }
    }

    private static void CheckTraining(TrainingOptions training, List<string> errors)
    {
        Require(training.BatchSize is >= 1 and <= TrainingLimits.MaxBatchSize, errors, $"training.batch_size: {training.BatchSize}; 1 to {TrainingLimits.MaxBatchSize}.");
        Require(training.Epochs is >= 1 and <= TrainingLimits.MaxEpochs, errors, $"training.epochs: {training.Epochs}; 1 to {TrainingLimits.MaxEpochs}.");
        Require(training.ClipValue is null or > 0, errors, $"training.clip_value: {training.ClipValue}; above 0, or none.");
        Require(training.ClipNorm is null or > 0, errors, $"training.clip_norm: {training.ClipNorm}; above 0, or none.");
        var rate = training.Optimizer.LearningRate;
        Require(rate is > 0 and <= TrainingLimits.MaxLearningRate, errors, $"training.learning_rate: {rate}; above 0, at most {TrainingLimits.MaxLearningRate}.");
        foreach (var (name, value) in Decays(training.Optimizer))
        {
            Require(value is >= 0 and < 1, errors, $"training.optimizer.{name}: {value}; 0 to below 1.");
        }

        if (Epsilon(training.Optimizer) is { } epsilon)
        {
            Require(epsilon is >= TrainingLimits.MinEpsilon and <= 1, errors, $"training.optimizer.epsilon: {epsilon}; {TrainingLimits.MinEpsilon} to 1.");
        }

        if (training.Optimizer is SgdOptions { MomentumRampEpochs: var ramp })
        {
            Require(ramp >= 0 && double.IsFinite(ramp), errors, $"training.optimizer.momentum_ramp_epochs: {ramp}; 0 or more.");
        }

        CheckSchedule(training.Schedule, errors);
    }

    private static void CheckSchedule(ScheduleOptions schedule, List<string> errors)
    {
        switch (schedule)
        {
            case StepSchedule step:
                Require(step.EveryEpochs >= 1, errors, $"training.schedule.every_epochs: {step.EveryEpochs}; at least 1.");
                Require(step.Factor is > 0 and <= 1, errors, $"training.schedule.factor: {step.Factor}; above 0, at most 1.");
                break;
            case ExponentialSchedule exponential:
                Require(exponential.Decay is > 0 and <= 1, errors, $"training.schedule.decay: {exponential.Decay}; above 0, at most 1.");
                break;
            case CosineSchedule cosine:
                Require(cosine.Final is >= 0 and <= 1, errors, $"training.schedule.final: {cosine.Final}; 0 to 1.");
                break;
            default:
                break;
        }
    }

    private static double? Epsilon(OptimizerOptions optimizer) => optimizer switch
    {
        AdamOptions adam => adam.Epsilon,
        RmsPropOptions rmsProp => rmsProp.Epsilon,
        _ => null,
    };

    private static void CheckSizes(TrainingConfiguration configuration, List<string> errors)
    {
        var hidden = configuration.Model.Hidden;
        for (var i = 0; i < hidden.Count; i++)
        {
            var weights = i == 0 ? 0 : (long)hidden[i - 1].Units * hidden[i].Units;
            Require(weights <= TrainingLimits.MaxMatrixElements, errors, $"model.layers[{i}]: {weights} weights; at most {TrainingLimits.MaxMatrixElements} between two layers.");
            var outputs = (long)hidden[i].Units * configuration.Training.BatchSize;
            Require(outputs <= TrainingLimits.MaxMatrixElements, errors, $"training.batch_size: {outputs} outputs of layer {i} in a batch; at most {TrainingLimits.MaxMatrixElements}.");
        }
    }

    private static IEnumerable<(string Name, double Value)> Decays(OptimizerOptions optimizer) => optimizer switch
    {
        AdamOptions adam => [("beta1", adam.Beta1), ("beta2", adam.Beta2)],
        SgdOptions sgd => [("momentum", sgd.Momentum), ("initial_momentum", sgd.InitialMomentum ?? 0)],
        RmsPropOptions rmsProp => [("rho", rmsProp.Rho), ("momentum", rmsProp.Momentum)],
        _ => [],
    };

    private static void CheckKind<T>(string path, T kind, List<string> errors)
        where T : struct, Enum => Require(Enum.IsDefined(kind), errors, $"{path}: {kind} is not one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static void CheckRate(string path, double rate, List<string> errors) =>
        Require(rate is >= 0 and <= TrainingLimits.MaxDropout, errors, $"{path}: {rate}; a dropout rate is the probability of dropping, 0 to {TrainingLimits.MaxDropout}.");

    private static void CheckRegularisation(string where, double l2, double? maxNorm, List<string> errors)
    {
        Require(l2 >= 0 && double.IsFinite(l2), errors, $"{where}: L2 factor {l2}; 0 or more.");
        Require(maxNorm is null or > 0, errors, $"{where}: max-norm {maxNorm}; above 0, or none.");
    }

    private static void Require(bool holds, List<string> errors, string message)
    {
        if (!holds)
        {
            errors.Add(message);
        }
    }
}
