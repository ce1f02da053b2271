using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Outputs;

namespace DropoutSweep.Training.Memory;

/// <summary>
/// How many bytes training a configuration takes beside its data set, known before anything is allocated. Counts what
/// grows with the network, the batch and the samples; a few kilobytes of objects are left out.
/// </summary>
/// <param name="Parameters">Weights, biases, transposed copies and stored gradients.</param>
/// <param name="Moments">What the optimizer remembers of each weight.</param>
/// <param name="Workspace">Activations, masks, gradients of a batch in training and in evaluation; the samples' order, those left to score at the end, and scores.</param>
/// <param name="Models">Copies of the weights: the best epoch's, and the one that is handed on.</param>
/// <param name="Checkpoints">A checkpoint while it is written, or the model's file at the end, whichever is larger.</param>
public sealed record TrainingMemory(long Parameters, long Moments, long Workspace, long Models, long Checkpoints)
{
    /// <summary>Copies of a checkpoint while it is written: the checked payload, and what the store is given.</summary>
    private const int CheckpointCopies = 2;

    /// <summary>Room for copies of a model while its file is written: the file, and what is sent of it where silos talk to one another.</summary>
    private const int ModelFileCopies = 3;

    /// <summary>Bytes of the largest file that a run makes, a checkpoint or its model's.</summary>
    public required long LargestFile { get; init; }

    /// <summary>All of it.</summary>
    public long Total => Parameters + Moments + Workspace + Models + Checkpoints;

    /// <summary>The memory of a configuration on a data set.</summary>
    public static TrainingMemory Of(TrainingConfiguration configuration, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        var layers = LayerSize.Of(configuration.Model, data.Dataset.Train.Features, data.Dataset.Classes);
        var training = configuration.Training;
        var slots = OptimizerFactory.Create(training.Optimizer).Slots;
        var weights = layers.Sum(layer => layer.Weights);
        var biases = layers.Sum(layer => layer.Biases);
        var rows = Math.Min(training.BatchSize, data.TrainRows.Length);
        var sample = Math.Min(data.TrainRows.Length, TrainingLimits.TrainEvaluationSample);
        var moments = slots * (weights + biases);
        var model = sizeof(float) * layers.Sum(layer => layer.Parameters);
        var best = configuration.Objective.At == ObjectiveEpoch.Best ? model : 0;
        var checkpoint = weights + biases + moments + best;
        return new TrainingMemory(
            weights + (2 * biases) + layers.Sum(layer => layer.Transposed) + (training.ClipNorm is null ? 0 : weights),
            moments,
            WorkspaceSize.OfTraining(layers, configuration.Model, rows, data.SparseInputs is not null)
                + WorkspaceSize.OfEvaluation(layers, configuration.Model, data.SparseInputs is not null)
                + (sizeof(int) * ((2L * data.TrainRows.Length) - sample))
                + (SampleScore.Bytes * ((long)rows + sample)),
            (2 * best) + model,
            Math.Max(CheckpointCopies * checkpoint, ModelFileCopies * model))
        {
            LargestFile = Math.Max(checkpoint, model),
        };
    }
}
