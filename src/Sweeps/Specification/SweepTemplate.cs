namespace DropoutSweep.Sweeps.Specification;

/// <summary>The commented specification to start from.</summary>
public static class SweepTemplate
{
    /// <summary>A valid specification in YAML, lines ending in a line feed.</summary>
    public static string Text { get; } = """
        # A sweep: train every combination of the grids below, several seeds each, and compare.
        #   dropoutsweep describe FILE   how many trials, how large, how long
        #   dropoutsweep run FILE        train them
        # Any value under model and training may be a grid: {grid: [a, b, c]}. Keys left out keep their defaults.

        name: my-sweep                # results go to runs/my-sweep-<hash>
        description: What I want to know.
        dataset: [mnist, digits]      # the first that can be had; also fashion-mnist, curve, random-labels
        split: {validation: 1/6}      # held out of the training samples; choosing is done on these
        scale: unit                   # pixels in [0, 1]; none keeps 0-255

        model:
          layers: {grid: [[256, 128], [128, 64]]}   # sizes of the hidden layers
          activation: relu                          # relu, tanh, sigmoid or none
          output: softmax                           # softmax, sigmoid or linear
          dropout: {grid: [0, 0.2, 0.5]}            # probability of DROPPING a unit; a list gives each layer its own
          input_dropout: 0
          l2: 0
          max_norm: null

        training:
          optimizer: adam             # adam, sgd or rmsprop; with settings: {name: sgd, momentum: 0.9}
          learning_rate: null         # null: the optimizer's default
          schedule: constant          # constant, step, exponential or cosine
          batch_size: 128
          epochs: 10

        replicates: 3                 # seeds of each configuration; intervals need at least 2
        seed: 1
        objective: {metric: validation_accuracy, at: last}   # at: best keeps the best epoch's model

        # Things that change together are variants; they are crossed with the grids:
        # variants:
        #   - label: as it was
        #   - label: slower and longer
        #     training.learning_rate: 0.0003
        #     training.epochs: 20

        """.ReplaceLineEndings("\n");
}
