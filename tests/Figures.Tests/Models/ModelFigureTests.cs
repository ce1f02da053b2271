using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DropoutSweep.Figures.Activations;
using DropoutSweep.Figures.Confusion;
using DropoutSweep.Figures.Ensembles;
using DropoutSweep.Figures.Fits;
using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Reliability;
using DropoutSweep.Figures.Tests.Support;
using DropoutSweep.Figures.Thinning;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Figures.Tests.Models;

public sealed class ModelFigureTests
{
    private static readonly string[] s_elements = ["svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"];

    public static TheoryData<string, string> Every() => Pairs(ModelScenarios.Names);

    public static TheoryData<string, string> Golden() => Pairs([ModelScenarios.Digits, ModelScenarios.Sigmoids, ModelScenarios.Curve]);

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task RenderAsync_KnownModel_GivesTheGoldenBytes(string scenario, string figure) =>
        Repository.AssertGenerated(Repository.PathOf("tests", "Figures.Tests", "Golden", $"model-{scenario}.{figure}.svg"), await Draw(scenario, figure));

    /// <summary>The pictures of the documentation are drawn from real models, and stay what the program draws.</summary>
    [Fact]
    public async Task Model_PicturesOfTheDocumentation_AreWhatIsDrawn()
    {
        foreach (var figure in FigureCatalog.Model)
        {
            var scenario = figure.Data == typeof(FittedCurveData) ? ModelScenarios.Curve : ModelScenarios.Digits;
            Repository.AssertGenerated(Repository.PathOf("docs", "figures", figure.FileName), await Draw(scenario, figure.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task RenderAsync_AnyModel_IsAWellFormedPictureThatNeedsNothingElse(string scenario, string figure)
    {
        var svg = Parse(await Draw(scenario, figure));

        Assert.All(svg.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, s_elements, StringComparer.Ordinal));
        Assert.All(svg.DescendantsAndSelf().SelectMany(element => element.Attributes()), attribute =>
        {
            Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
            Assert.False(attribute.Name.LocalName is "style" or "href" or "id" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), $"{attribute} in {figure}");
        });
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task RenderAsync_AnyModel_NoWordsTouchOthersOrLeaveThePicture(string scenario, string figure)
    {
        var svg = Parse(await Draw(scenario, figure));
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var words = SvgText.Of(svg);

        for (var i = 0; i < words.Count; i++)
        {
            Assert.True(words[i].Left >= 0 && words[i].Right <= size[2] && words[i].Top >= 0 && words[i].Bottom <= size[3], $"'{words[i].Text}' leaves the picture: {words[i]}");
            for (var j = 0; j < i; j++)
            {
                Assert.False(words[i].Overlaps(words[j]), $"{words[i]} overlaps {words[j]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Compute_AnyModel_HasACaptionAndNotesInPlainSentences(string scenario, string figure) =>
        Assert.All(Find(figure).Compute(ModelScenarios.Of(scenario)) is var data ? data.Notes.Prepend(data.Caption) : [], sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));

    [Fact]
    public void Activations_DroppedUnits_AreThoseOfTheMask()
    {
        var input = ModelScenarios.Of(ModelScenarios.Digits);
        var data = ImageActivationsData.Compute(input);

        var mask = input.Inspection.Activations.Layers[1].Multipliers!;
        Assert.Equal(Enumerable.Range(0, mask.Length).Where(unit => mask[unit] == 0), data.Layers[0].Dropped);
        Assert.NotEmpty(data.Layers[0].Dropped);
        Assert.Equal(7, data.Label);
    }

    /// <summary>A mask on the inputs alone changes what follows from them, and the words say so.</summary>
    [Fact]
    public void Activations_OnlyInputsAreDropped_SaysWhatTheMaskDoes()
    {
        var input = ModelScenarios.Of(ModelScenarios.Digits);
        var found = input.Inspection.Activations;
        float[] mask = [.. Enumerable.Range(0, found.Layers[0].Units).Select(unit => unit < 3 ? 0f : 1.25f)];
        LayerActivations[] layers = [found.Layers[0] with { Multipliers = mask }, .. found.Layers.Skip(1).Select(layer => layer with { Multipliers = null })];
        var data = ImageActivationsData.Compute(input with { Inspection = input.Inspection with { Activations = found with { Layers = layers } } });

        Assert.Contains($"with 3 of {mask.Length} inputs dropped by mask {found.Mask} it says", data.Caption, StringComparison.Ordinal);
        Assert.Contains("The model has no dropout behind its hidden layers; the mask changes its inputs, and so what follows from them.", data.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void Activations_SaturatedSigmoids_SaysThatTheyTie()
    {
        var data = ImageActivationsData.Compute(ModelScenarios.Of(ModelScenarios.Sigmoids));

        Assert.True(data.TiedClasses > 0);
    }

    [Fact]
    public void Confusion_SaturatedSigmoids_ListsTiesByClass()
    {
        var data = ConfusionData.Compute(ModelScenarios.Of(ModelScenarios.Sigmoids));

        Assert.Equal(10, data.Ties.Count);
        Assert.Contains("judged by its logits", data.Caption, StringComparison.Ordinal);
        Assert.Empty(ConfusionData.Compute(ModelScenarios.Of(ModelScenarios.Digits)).Ties);
    }

    [Fact]
    public void Ensemble_Classifier_TurnsAccuraciesIntoErrors()
    {
        var input = ModelScenarios.Of(ModelScenarios.Digits);
        var data = EnsembleData.Compute(input);

        Assert.Equal(100 * (1 - input.Inspection.Ensemble.WeightScalingAccuracy!.Value), data.WeightScaling);
        Assert.All(data.Points, point => Assert.True(point.Low <= point.Mean && point.Mean <= point.High));
        Assert.Equal(6, data.Tiles.Count);
    }

    [Fact]
    public void Calibration_TwinAtHand_ShowsBoth() =>
        Assert.Equal([true, false], new[] { ModelScenarios.Digits, "no-twin" }.Select(name => CalibrationData.Compute(ModelScenarios.Of(name)).Curves.Count == 2));

    [Fact]
    public void Network_Mask_KeepsWhatItDoesNotDrop()
    {
        var data = ThinnedNetworkData.Compute(ModelScenarios.Of(ModelScenarios.Digits));

        Assert.Equal([784, 256, 128, 10], data.Layers.Select(layer => layer.Units));
        Assert.Equal([0, 55, 30, 0], data.Layers.Select(layer => layer.Dropped));
    }

    [Fact]
    public void Pixels_RunsOfEqualStrength_AreOneStroke()
    {
        var layers = PixelLayers.Gray([255, 255, 0, 255, 0, 128], 3);

        Assert.Equal([("0.5", "M2 1h1"), ("1", "M0 0h2M0 1h1")], layers.Select(layer => (layer.Opacity, layer.Path)));
    }

    [Fact]
    public void Pixels_NotFinite_CountAsZero() => Assert.Empty(PixelLayers.Signed([float.NaN, float.PositiveInfinity, 0], 3, 1));

    private static TheoryData<string, string> Pairs(IEnumerable<string> scenarios)
    {
        var data = new TheoryData<string, string>();
        foreach (var scenario in scenarios)
        {
            foreach (var figure in FigureCatalog.Model)
            {
                data.Add(scenario, figure.Id);
            }
        }

        return data;
    }

    private static FigureSource<ModelFigureInput> Find(string figure) => FigureCatalog.Model.Single(entry => string.Equals(entry.Id, figure, StringComparison.Ordinal));

    private static Task<string> Draw(string scenario, string figure) =>
        FigureRenderer.RenderAsync(Find(figure).Compute(ModelScenarios.Of(scenario)), TestContext.Current.CancellationToken);

    private static XElement Parse(string svg)
    {
        using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        return XElement.Load(reader);
    }
}
