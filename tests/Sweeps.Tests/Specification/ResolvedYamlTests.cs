using System.Collections.Immutable;
using System.Text;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Specification;

public sealed class ResolvedYamlTests
{
    private const string Least = "name: x\ndataset: digits\nmodel: {layers: [8, 4]}\n";

    /// <summary>Fields with values and grids of which any mixture is valid for two hidden layers.</summary>
    private static readonly (string Section, string[] Choices)[] s_fields =
    [
        ("model", ["layers: [8, 4]", "layers: {grid: [[8, 4], [4, 8]]}", "layers: [{grid: [8, 16]}, {grid: [4, 2]}]"]),
        ("model", ["activation: relu", "activation: {grid: [relu, [tanh, none]]}", "activation: [{grid: [relu, tanh]}, sigmoid]"]),
        ("model", ["dropout: {grid: [0, 0.20, [0.5, 1e-1]]}", "dropout: [0.3, {grid: [0, .5]}]", "dropout: 0.25"]),
        ("model", ["l2: [0.01, 0]", "l2: {grid: [0, 1.0e-7, [0, 0, 1]]}"]),
        ("model", ["max_norm: null", "max_norm: {grid: [null, 3, [2, ~]]}"]),
        ("model", ["input_dropout: 0.1", "output: sigmoid", "dropout_kind: {grid: [bernoulli, gaussian]}"]),
        ("training", ["optimizer: {grid: [adam, {name: sgd, momentum: 0.9}, rmsprop]}", "optimizer: {name: sgd, nesterov: true, momentum: {grid: [0.5, 0.9]}}", "optimizer: rmsprop"]),
        ("training", ["schedule: cosine", "schedule: {name: step, factor: {grid: [0.5, 0.1]}, every_epochs: {grid: [1, 5]}}"]),
        ("training", ["learning_rate: {grid: [0.1, 0.01e-3]}", "batch_size: {grid: [32, 128]}", "epochs: 3"]),
    ];

    private static readonly string[] s_tails =
    [
        "",
        "variants:\n  - {}\n  - {training.clip_norm: 1, training.clip_value: 2}\n  - {label: \"a: 'b' #\", model.initializer: he_normal}\n",
        "variants: [{label: 'no', training.clip_norm: 3}]\nobjective: {metric: validation_loss, at: best}\n",
        "budget: {hours: 0.50, trials: 10}\nexecution: {priority: -5, max_concurrent: null, keep_models: 0}\n",
        "seed: 18446744073709551615\nsplit: {validation: 2/12, seed: 3}\ndescription: \"tab\\t, quote \\\" and ünïcode\"\n",
    ];

    private static Gen<string> Documents()
    {
        var bodies = s_fields.Select(field => Gen.Elements(field.Choices.Append(string.Empty)).Select(text => (field.Section, Text: text)));
        return bodies
            .Aggregate(Gen.Constant(ImmutableList<(string Section, string Text)>.Empty), (all, body) => all.SelectMany(list => body.Select(list.Add)))
            .SelectMany(fields => Gen.Shuffle(fields.ToArray()))
            .SelectMany(fields => Gen.Elements(s_tails).SelectMany(tail => Gen.Elements(true, false).Select(modelFirst => Write(fields, tail, modelFirst))));
    }

    private static string Write(IEnumerable<(string Section, string Text)> fields, string tail, bool modelFirst)
    {
        var list = fields.Where(field => field.Text.Length > 0).ToList();
        if (!list.Exists(field => field.Text.StartsWith("layers", StringComparison.Ordinal)))
        {
            list.Add(("model", "layers: [3, 2]"));
        }

        var text = new StringBuilder("name: generated\n");
        foreach (var section in modelFirst ? new[] { "model", "training" } : ["training", "model"])
        {
            var lines = list.Where(field => string.Equals(field.Section, section, StringComparison.Ordinal)).Select(field => $"  {field.Text}\n").ToList();
            text.Append(lines.Count == 0 ? string.Empty : $"{section}:\n{string.Concat(lines)}");
        }

        return text.Append("dataset: [mnist, digits]\n").Append(tail).ToString();
    }

    [Fact]
    public void ResolvedYaml_AnyDocument_ReadsBackToTheSameSweep() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Documents().ToArbitrary(), yaml =>
        {
            var one = SweepSpecReader.Read(yaml, "one");
            var two = SweepSpecReader.Read(one.ResolvedYaml, "two");

            Assert.Equal(one.ResolvedYaml, two.ResolvedYaml);
            Assert.Equal(one.Hash, two.Hash);
            Assert.Equal(one.Policy, two.Policy);
            Assert.Equal(one.Axes, two.Axes);
            Assert.Equal(one.ConfigurationCount, two.ConfigurationCount);
            for (var number = 0; number < one.ConfigurationCount; number += 1 + (one.ConfigurationCount / 50))
            {
                Assert.Equal(Show(one.Configuration(number)), Show(two.Configuration(number)));
            }
        }));

    private static string Show(SweepConfiguration configuration) =>
        $"{configuration} {string.Join(", ", configuration.Parameters)} {string.Join(", ", configuration.Training.Model.Hidden)}";

    [Fact]
    public void Hash_NameDescriptionAndComments_DoNotMatter() =>
        Assert.Equal(
            SweepSpecReader.Read(Least, "f").Hash,
            SweepSpecReader.Read("# why\n" + Least.Replace("x", "y", StringComparison.Ordinal) + "description: other\n", "g").Hash);

    [Fact]
    public void Hash_HowTheSweepIsCarriedOut_DoesNotMatter()
    {
        var plain = SweepSpecReader.Read(Least, "f");
        var other = SweepSpecReader.Read("budget: {trials: 4, epochs: 5000000000, hours: 1.5}\n" + Least + "execution: {priority: -100, max_concurrent: 2, keep_models: 7, max_crashes: 1}\n", "f");

        Assert.Equal(plain.Hash, other.Hash);
        Assert.Equal(
            new SweepPolicy { Priority = -100, MaxConcurrent = 2, KeepModels = 7, MaxCrashes = 1, Budget = new SweepBudget { Trials = 4, Epochs = 5_000_000_000, Hours = 1.5 } },
            SweepSpecReader.Read(other.ResolvedYaml, "f").Policy);
        Assert.Equal(plain.ResolvedYaml, other.ResolvedYaml[..plain.ResolvedYaml.Length]);
        Assert.Equal("execution:\n  priority: -100\n  max_concurrent: 2\n  keep_models: 7\n  max_crashes: 1\nbudget:\n  trials: 4\n  epochs: 5000000000\n  hours: 1.5\n", other.ResolvedYaml[plain.ResolvedYaml.Length..]);
    }

    [Fact]
    public void ResolvedYaml_DefaultPolicyWrittenOut_IsTheSameText() =>
        Assert.Equal(SweepSpecReader.Read(Least, "f").ResolvedYaml, SweepSpecReader.Read(Least + "execution: {priority: 0, keep_models: 3, max_crashes: 3}\nbudget: {trials: null}\n", "f").ResolvedYaml);

    [Fact]
    public void Hash_OfASweepFromBeforeThePolicy_HasNotChanged() =>
        Assert.Equal(
            "021aa2ed0188115a33f156d689accf2dd5d320ec61f0b1a56cf0bc3b2a013cf0",
            SweepSpecReader.Read("name: x\ndataset: curve\nmodel: {layers: [8, 4], output: linear}\ntraining: {epochs: 1}\nreplicates: 1\n", "f").Hash);

    [Theory]
    [InlineData("seed: 2")]
    [InlineData("replicates: 4")]
    [InlineData("scale: none")]
    [InlineData("split: {seed: 1}")]
    [InlineData("training: {epochs: 21}")]
    [InlineData("training: {epochs: {grid: [20]}}")]
    [InlineData("objective: {at: best}")]
    [InlineData("variants: [{}]")]
    public void Hash_AnythingThatDecidesResults_Matters(string more) =>
        Assert.NotEqual(SweepSpecReader.Read(Least, "f").Hash, SweepSpecReader.Read(Least + more, "f").Hash, StringComparer.Ordinal);

    [Fact]
    public void Hash_DefaultsWrittenOut_AreTheSameSweep() =>
        Assert.Equal(SweepSpecReader.Read(Least, "f").Hash, SweepSpecReader.Read("training: {learning_rate: 0.0010, epochs: 20}\n" + Least + "objective: validation_accuracy\nscale: unit\nreplicates: 3", "f").Hash);

    [Fact]
    public void ResolvedYaml_OptimizersThatDiffer_KeepTheirOwnLearningRates()
    {
        var spec = SweepSpecReader.Read(Least + "training: {optimizer: {grid: [adam, sgd]}}", "f");
        var back = SweepSpecReader.Read(spec.ResolvedYaml, "f");

        Assert.Equal([0.001, 0.01], Enumerable.Range(0, 2).Select(number => back.Configuration(number).Training.Training.Optimizer.LearningRate).ToArray());
    }

    [Fact]
    public void Read_LinearOutput_IsJudgedByLoss()
    {
        var spec = SweepSpecReader.Read("name: x\ndataset: curve\nmodel: {layers: [8], output: linear}\n", "f");

        Assert.Equal(ObjectiveMetric.ValidationLoss, spec.Objective.Metric);
        Assert.Contains("metric: validation_loss", spec.ResolvedYaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Overrides_ReplaceAddAndNest()
    {
        var spec = SweepSpecReader.Read(Least + "training: {optimizer: sgd}", "f", ["training.optimizer.momentum=0.9", "model.dropout={grid: [0, 0.5]}", "objective.at=best", "model.dropout={grid: [0, 0.5, 0.7]}"]);

        Assert.Equal(3, spec.ConfigurationCount);
        Assert.Equal(ObjectiveEpoch.Best, spec.Objective.At);
        Assert.Equal(new SgdOptions { Momentum = 0.9 }, spec.Configuration(0).Training.Training.Optimizer);
        Assert.Equal(new KeyValuePair<string, string>("model.dropout", "0.7"), Assert.Single(spec.Configuration(2).Parameters));
    }

    [Fact]
    public void Read_Variants_AreCrossedWithGridsAndKeepWhatTheyDoNotName()
    {
        var spec = SweepSpecReader.Read(
            Least + "training: {optimizer: {name: sgd, momentum: 0.9}, epochs: {grid: [1, 2]}}\nvariants:\n  - label: a\n  - training.optimizer.nesterov: true\n    model.dropout: [0.5, 0]\n",
            "f");

        Assert.Equal(["training.epochs", "variant"], spec.Axes.ToArray());
        Assert.Equal(["1 a", "1 training.optimizer={name: sgd, momentum: 0.9, nesterov: true}, model.dropout=[0.5, 0]"], Enumerable.Range(0, 2).Select(number => string.Join(' ', spec.Configuration(number).Parameters.Select(pair => pair.Value))).ToArray());
        Assert.Equal(new SgdOptions { Momentum = 0.9, Nesterov = true }, spec.Configuration(3).Training.Training.Optimizer);
        Assert.Equal([0.5, 0], spec.Configuration(3).Training.Model.Hidden.Select(layer => layer.Dropout).ToArray());
    }

    [Fact]
    public void Read_MillionTrials_MakesNoConfigurations()
    {
        var rates = string.Join(", ", Enumerable.Range(0, 1_000).Select(rate => rate / 2_000.0));
        var layers = string.Join(", ", Enumerable.Range(1, 1_000).Select(units => $"[{units}]"));
        var yaml = $"name: x\ndataset: digits\nmodel: {{layers: {{grid: [{layers}]}}, dropout: {{grid: [{rates}]}}}}\nreplicates: 1\n";
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        var spec = SweepSpecReader.Read(yaml, "f");

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 50_000_000);
        Assert.Equal(1_000_000, spec.TrialCount);
        Assert.Equal(["[1000]", "0.4995"], spec.Configuration(999_999).Parameters.Select(pair => pair.Value).ToArray());
    }
}
