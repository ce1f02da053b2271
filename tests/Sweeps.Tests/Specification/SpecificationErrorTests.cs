using DropoutSweep.Sweeps.Specification;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Specification;

public sealed class SpecificationErrorTests
{
    private const string Head = "name: x\ndataset: digits\n";
    private const string Least = Head + "model: {layers: [8, 4]}\n";

    [Theory]
    // Keys
    [InlineData(Least + "foo: 1", "f:4:1: foo: unknown key; known are name, description, dataset, split, scale, model, training, search, replicates, seed, objective, execution, budget and variants.")]
    [InlineData(Least + "trainin: {}", "f:4:1: trainin: unknown key; did you mean 'training'?")]
    [InlineData(Head + "model: {layers: [8], dorpout: 0.5}", "f:3:22: model.dorpout: unknown key; did you mean 'dropout'?")]
    [InlineData(Least + "dropout: 0.5", "f:4:1: dropout: unknown key here; it belongs at model.dropout.")]
    [InlineData(Least + "training: {optimizer: {name: adam, learning_rate: 1}}", "f:4:36: training.optimizer.learning_rate: unknown key here; it belongs at training.learning_rate.")]
    [InlineData(Least + "training: {optimizer: {name: adam, momentum: 0.9}}", "f:4:36: training.optimizer.momentum: adam has no such setting, sgd has.")]
    [InlineData(Least + "seed: 1\nseed: 2", "f:5:1: the key 'seed' stands twice, first in line 4; keep one.")]
    [InlineData(Least + "<<: {seed: 2}", "f:4:1: <<: merge keys are not supported; write the keys out.")]
    [InlineData(Least + "training: 3", "f:4:11: training: found 3; it is a mapping with optimizer, learning_rate, schedule, batch_size, epochs, clip_value or clip_norm.")]
    // Values
    [InlineData(Head + "model:\n  layers: [8]\n  dropout: 1.5", "f:5:12: model.dropout: found 1.5; a dropout rate is the probability of dropping, 0 to 0.99; or a list with one for each hidden layer.", true)]
    [InlineData(Least + "scale: no", "f:4:8: scale: found no; one of unit or none.")]
    [InlineData(Least + "training: {optimizer: admm}", "f:4:23: training.optimizer: found admm; an optimizer is adam, sgd or rmsprop, or a mapping with its name and settings; did you mean 'adam'?")]
    [InlineData(Least + "training: {epochs: 2.5}", "f:4:20: training.epochs: found 2.5; epochs are a whole number, 1 to 1,000,000.")]
    [InlineData(Least + "training: {epochs: 010}", "f:4:20: training.epochs: found 010; epochs are a whole number, 1 to 1,000,000; leading zeros are octal to some readers of YAML, leave them out.")]
    [InlineData(Least + "training: {epochs: '3'}", "f:4:20: training.epochs: found the text \"3\"; epochs are a whole number, 1 to 1,000,000; write it without quotes.")]
    [InlineData(Least + "training: {epochs: 0x10}", "f:4:20: training.epochs: found 0x10; epochs are a whole number, 1 to 1,000,000.")]
    [InlineData(Least + "training: {learning_rate: .nan}", "f:4:27: training.learning_rate: found .nan; a learning rate is a number, above 0 and at most 1,000, or null for the optimizer's default.")]
    [InlineData(Least + "training: {optimizer: {name: sgd, nesterov: yes}}", "f:4:45: training.optimizer.nesterov: found yes; write true or false.")]
    [InlineData(Least + "objective: test_accuracy", "f:4:12: objective.metric: found test_accuracy; the test set is evaluated, never selected on; choose by validation_accuracy.")]
    [InlineData(Least + "split: {validation: 1/0}", "f:4:21: split.validation: found 1/0; the validation share is a number or a fraction such as 1/6, above 0 and at most 0.9.")]
    [InlineData("name: ../x\ndataset: digits\nmodel: {layers: []}", "f:1:7: name: found ../x; a name is made of the letters a to z and A to Z, digits, '-', '_' and '.', a letter or digit first, at most 100 characters.")]
    [InlineData("name: x\ndataset: [digits, digits]\nmodel: {layers: []}", "f:2:19: dataset: found digits; it stands in the list already.")]
    [InlineData("name: x\ndataset: mnits\nmodel: {layers: []}", "f:2:10: dataset[0]: found mnits; one of mnist, fashion-mnist, digits, curve or random-labels; did you mean 'mnist'?")]
    [InlineData(Head, "f:1:1: model.layers: this key is missing; hidden layers are a list of sizes such as [512, 256]; [] for none, such as layers: [512, 256].")]
    // How it is carried out
    [InlineData(Least + "execution: {priority: 101}", "f:4:23: execution.priority: found 101; a priority is a whole number, -100 to 100.")]
    [InlineData(Least + "execution: {priority: 0.5}", "f:4:23: execution.priority: found 0.5; a priority is a whole number, -100 to 100.")]
    [InlineData(Least + "execution: {priority: null}", "f:4:23: execution.priority: found null; a priority is a whole number, -100 to 100.")]
    [InlineData(Least + "execution: {max_concurrent: 0}", "f:4:29: execution.max_concurrent: found 0; the most trials at once are a whole number, 1 to 1,000,000, or null for no limit.")]
    [InlineData(Least + "execution: {keep_models: -1}", "f:4:26: execution.keep_models: found -1; the models kept are a whole number, 0 to 1,000.")]
    [InlineData(Least + "execution: {max_crashes: {grid: [1, 2]}}", "f:4:26: execution.max_crashes: found a grid; this key has one value for the whole sweep; grids belong under model and training.")]
    [InlineData(Least + "execution: {priorty: 1}", "f:4:13: execution.priorty: unknown key; did you mean 'priority'?")]
    [InlineData(Least + "execution: 3", "f:4:12: execution: found 3; it is a mapping with priority, max_concurrent, keep_models or max_crashes.")]
    [InlineData(Least + "budget: {trials: 0}", "f:4:18: budget.trials: found 0; a budget of trials is a whole number, 1 to 1,000,000, or null for no limit.")]
    [InlineData(Least + "budget: {epochs: 1e3}", "f:4:18: budget.epochs: found 1e3; a budget of epochs is a whole number, 1 to 1,000,000,000,000, or null for no limit.")]
    [InlineData(Least + "budget: {hours: 0}", "f:4:17: budget.hours: found 0; a budget of hours is a number, above 0 and at most 100,000,000, or null for no limit.")]
    [InlineData(Least + "max_crashes: 3", "f:4:1: max_crashes: unknown key here; it belongs at execution.max_crashes.")]
    // Grids
    [InlineData(Head + "model: {layers: {grid: []}}", "f:3:24: model.layers: found an empty list; a grid needs at least one value.")]
    [InlineData(Head + "model: {layers: [8], dropout: {grid: [0.2, 0.20]}}", "f:3:44: model.dropout: found 0.20; 0.2 stands in the grid already, as in line 3, so two configurations would be equal; write each value once.")]
    [InlineData(Head + "model: {layers: [8], dropout: {grid: [0, [0.0]]}}", "f:3:42: model.dropout: found [0]; it means the same as 0 of line 3, so two configurations would be equal; write each value once.")]
    [InlineData(Head + "model: {layers: [8], l2: {grid: [[1], [1, 0]]}}", "f:3:39: model.l2: found [1, 0]; it means the same as [1] of line 3, so two configurations would be equal; write each value once.")]
    [InlineData(Head + "model: {layers: {grid: [[8], []]}, dropout: {grid: [0, 0.5]}}", "f:3:56: model.dropout: found 0.5; without hidden layers it means the same as 0 of line 3, so two configurations would be equal; write each value once.")]
    [InlineData(Least + "training: {learning_rate: {grid: [null, 1e-3]}}", "f:4:41: training.learning_rate: found 0.001; it means the same as null of line 4, so two configurations would be equal; write each value once.")]
    [InlineData(Least + "training: {optimizer: {grid: [adam, {name: adam, beta1: 0.90}]}}", "f:4:37: training.optimizer: found a mapping with 'name', 'beta1'; adam stands in the grid already, as in line 4, so two configurations would be equal; write each value once.")]
    [InlineData(Least + "replicates: {grid: [1]}", "f:4:13: replicates: found a grid; this key has one value for the whole sweep; grids belong under model and training.")]
    [InlineData(Least + "training: {epochs: {grid: [1, {grid: [2]}]}}", "f:4:31: training.epochs: found a grid; a grid cannot stand inside a grid.")]
    [InlineData(Least + "training: {epochs: {grid: [1, 2]}}\nreplicates: 500001", "f:4:27: training.epochs: found 1,000,002 trials (2 × 500,001 replicates); a sweep has at most 1,000,000 trials.")]
    // Across keys
    [InlineData(Head + "model: {layers: [8, 4], dropout: [0.5]}", "f:3:34: model.dropout: found a list of 1; model.layers has 2 hidden layers, so a list has 2; one value fits every depth.")]
    [InlineData(Head + "model: {layers: [8, 4], l2: [0, 0, 0, 0]}", "f:3:29: model.l2: found a list of 4; model.layers has 2 hidden layers, so a list has 2, or 3 with one for the output layer; one value fits every depth.")]
    [InlineData(Head + "model: {layers: {grid: [[8], [8, 4]]}, activation: [relu]}", "f:3:52: model.activation: found a list of 1; model.layers has 2 hidden layers in some configurations, so a list has 2; one value fits every depth.")]
    [InlineData("name: x\ndataset: curve\nmodel: {layers: [8], output: linear}\nobjective: validation_accuracy", "f:4:12: objective.metric: found validation_accuracy; a linear output is regression, which has no accuracy; use validation_loss, the default there.")]
    [InlineData(Head + "model: {layers: [8], output: {grid: [linear, softmax]}}", "f:3:38: model.output: found linear beside another output; a sweep asks one thing of its data: regression (linear) or classification (softmax, sigmoid).")]
    [InlineData(Least + "training: {optimizer: {name: sgd, initial_momentum: 0.5}}", "f:4:23: training.optimizer: a momentum ramp needs both initial_momentum and momentum_ramp_epochs.")]
    // Variants
    [InlineData(Least + "variants:\n  - model.dropuot: 0", "f:5:5: variants[0].model.dropuot: unknown path; a variant sets paths under model and training; did you mean 'model.dropout'?")]
    [InlineData(Least + "variants:\n  - model.dropout: {grid: [0]}", "f:5:20: variants[0].model.dropout: found a grid; a variant holds values; a grid stands under model or training and is crossed with the variants.")]
    [InlineData(Least + "training: {epochs: {grid: [1, 2]}}\nvariants:\n  - training.epochs: 3", "f:6:5: variants[0].training.epochs: training.epochs varies by a grid already; vary it by the grid or by variants, not both.")]
    [InlineData(Least + "variants:\n  - label: a\n  - label: b\n    model.dropout: [0, 0]", "f:6:5: variants: found the variant 'b'; it has the same values as 'a', so their configurations would be equal.")]
    [InlineData(Least + "variants:\n  - {label: a, model.dropout: 0}\n  - {label: a, model.dropout: 0.5}", "f:6:5: variants[1].label: found the label 'a'; another variant has it; labels tell variants apart in tables.")]
    [InlineData(Least + "variants:\n  - model.dropout: [0.5]", "f:5:20: model.dropout: found a list of 1; model.layers has 2 hidden layers, so a list has 2; one value fits every depth.")]
    // One mistake, one error
    [InlineData(Head + "modell: {layers: [8]}", "f:3:1: modell: unknown key; did you mean 'model'?")]
    [InlineData(Head + "model: {layer: [8]}", "f:3:9: model.layer: unknown key; did you mean 'layers'?")]
    [InlineData(Head + "layers: [8]", "f:3:1: layers: unknown key here; it belongs at model.layers.")]
    // Sizes
    [InlineData(Head + "model: {layers: [65536, 65536]}", "f:3:17: model.layers: found 65,536 and 65,536 units one after the other; that makes 4,294,967,296 weights between two layers, and at most 2,000,000,000 are possible.")]
    [InlineData(Head + "model: {layers: [{grid: [8, 65536]}, 40000]}", "f:3:17: model.layers: found 65,536 and 40,000 units one after the other; that makes 2,621,440,000 weights between two layers, and at most 2,000,000,000 are possible.")]
    [InlineData(Head + "model: {layers: [65536]}\ntraining: {batch_size: 65536}", "f:4:24: training.batch_size: found 65536 for a layer of 65,536 units; that makes 4,294,967,296 numbers in a batch, and at most 2,000,000,000 are possible.")]
    // Output and data set
    [InlineData("name: x\ndataset: curve\nmodel:\n  layers: [8]\n  output: softmax", "f:5:11: model.output: found softmax or sigmoid; 'curve' is a regression, so the output must be written: linear.")]
    [InlineData(Head + "model: {layers: [8], output: linear}", "f:3:30: model.output: found linear; 'digits' asks for one of several classes, so the output is softmax or sigmoid.")]
    // YAML itself
    [InlineData("name: x\ndataset: [digits\nmodel: {layers: [8]}", "f:2:10: this is not YAML: a bracket that is open here or soon after is not closed.")]
    [InlineData("", "f:1:1: the document is empty; a sweep needs at least name, dataset and model.")]
    [InlineData("# nothing\n", "f:1:1: the document is empty; a sweep needs at least name, dataset and model.")]
    [InlineData("[1, 2]", "f:1:1: found a list of 2; a specification is a mapping with name, dataset and model.")]
    [InlineData("name: x\nmodel:\n\tlayers: [8]", "f:3:1: this line is indented with a tab; YAML allows spaces only.")]
    [InlineData("name: [1", "f:1:9: this is not YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    [InlineData(Least + "---\nname: y", "f:4:1: a second document begins here; one file holds one sweep.")]
    [InlineData("name: *x", "f:1:7: the alias *x names no anchor that ends before it.")]
    [InlineData("name: !!str x", "f:1:7: found the tag tag:yaml.org,2002:str; tags have no meaning here.")]
    public void Read_OneMistake_OneErrorThatSaysWhereAndWhatIsRight(string yaml, string expected, bool startOnly = false)
    {
        var exception = Assert.Throws<SpecificationException>(() => SweepSpecReader.Read(yaml, "f"));

        var error = Assert.Single(exception.Errors);
        if (startOnly)
        {
            Assert.StartsWith(expected[..60], error.ToString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, error.ToString());
        }
    }

    [Fact]
    public void Read_ManyMistakes_AllAreReportedInOrder()
    {
        var exception = Assert.Throws<SpecificationException>(() => SweepSpecReader.Read(
            "name: x y\ndataset: digits\nmodel:\n  layers: [0, 8]\n  dropout: {grid: [0.2, 0.2, 2]}\ntraining: {batch_size: -1, epochs: many}\nsplit: {}\nfoo: 1",
            "f",
            ["seed=x"]));

        Assert.Equal(
            ["f:1", "f:4", "f:5", "f:5", "f:6", "f:6", "f:8", "--set:0"],
            exception.Errors.Select(error => $"{error.File}:{error.Line}").ToArray());
    }

    [Theory]
    [InlineData("training.epoch=2", "--set: training.epoch: unknown key; did you mean 'epochs'?")]
    [InlineData("training.epochs", "--set: found 'training.epochs'; an override is path=value, such as training.epochs=5 or 'model.dropout={grid: [0, 0.5]}'.")]
    [InlineData("model.dropout={grid: [0", "--set: model.dropout: this is not YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    [InlineData("model.layers.a=1", "--set: model.layers.a: model.layers is a list of 2, which holds no keys; set model.layers as a whole.")]
    [InlineData("training.batch_size=0", "--set: training.batch_size: found 0; a batch size is a whole number, 1 to 65,536.")]
    [InlineData("training.epochs=", "--set: training.epochs: found nothing; epochs are a whole number, 1 to 1,000,000.")]
    public void Read_WrongOverride_ErrorNamesTheOption(string text, string expected)
    {
        var exception = Assert.Throws<SpecificationException>(() => SweepSpecReader.Read(Least, "f", [text]));

        Assert.Equal(expected, Assert.Single(exception.Errors).ToString());
    }

    [Fact]
    public void Read_AliasesThatMultiply_AreRefusedQuickly()
    {
        var lines = Enumerable.Range(0, 20).Select(level => $"k{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(level == 0 ? "x" : $"*a{level - 1}", 10))}]");

        var exception = Assert.Throws<SpecificationException>(() => SweepSpecReader.Read(string.Join('\n', lines), "f"));

        Assert.Contains("aliases written out", Assert.Single(exception.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeDepth_IsRefused()
    {
        var exception = Assert.Throws<SpecificationException>(() => SweepSpecReader.Read("name: " + new string('[', 100_000), "f"));

        Assert.Equal("more than 32 levels deep", Assert.Single(exception.Errors).Message);
    }
}
