using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests;

public sealed partial class FigureRendererTests
{
    private static readonly string[] s_elements = ["svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"];
    private static readonly string[] s_golden = ["quickstart", "dropout-rates", "dropout-kinds", "running-only", "failures", "regression"];

    public static TheoryData<string, string> Every()
    {
        var data = new TheoryData<string, string>();
        foreach (var scenario in Scenarios.Names)
        {
            foreach (var figure in FigureCatalog.Sweep)
            {
                data.Add(scenario, figure.Id);
            }
        }

        return data;
    }

    public static TheoryData<string, string> Golden()
    {
        var data = new TheoryData<string, string>();
        foreach (var scenario in s_golden)
        {
            foreach (var figure in FigureCatalog.Sweep)
            {
                data.Add(scenario, figure.Id);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task RenderAsync_KnownSweep_GivesTheGoldenBytes(string scenario, string figure)
    {
        var folder = Repository.PathOf("tests", "Figures.Tests", "Golden");
        Repository.AssertGenerated(Path.Combine(folder, $"{scenario}.{figure}.svg"), await Draw(scenario, figure));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task RenderAsync_AnySweep_IsAWellFormedPictureThatNeedsNothingElse(string scenario, string figure)
    {
        var text = await Draw(scenario, figure);

        // Characters that XML forbids fail here, also as references.
        var svg = Parse(text);

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Matches(ViewBox(), svg.Attribute("viewBox")!.Value);
        Assert.NotEmpty(svg.Elements().First(element => element.Name.LocalName is "title").Value);
        Assert.NotEmpty(svg.Elements().First(element => element.Name.LocalName is "desc").Value);
        Assert.All(svg.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, s_elements, StringComparer.Ordinal));
        foreach (var attribute in svg.DescendantsAndSelf().SelectMany(element => element.Attributes()))
        {
            Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", attribute.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", attribute.Value, StringComparison.Ordinal);
            Assert.DoesNotMatch(Exponent(), attribute.Name.LocalName is "d" ? attribute.Value : string.Empty);
            Assert.False(attribute.Name.LocalName is "style" or "href" or "id" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), $"{attribute} in {figure}");
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task RenderAsync_AnySweep_NoWordsTouchOthersOrLeaveThePicture(string scenario, string figure)
    {
        var svg = Parse(await Draw(scenario, figure));
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var words = SvgText.Of(svg);

        Assert.NotEmpty(words);
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
    [MemberData(nameof(Golden))]
    public async Task RenderAsync_KnownSweep_KeepsTheWordsOfItsAxes(string scenario, string figure)
    {
        var data = FigureCatalog.Sweep.Single(entry => string.Equals(entry.Id, figure, StringComparison.Ordinal)).Compute(Scenarios.Of(scenario));
        var words = SvgText.Of(Parse(await Draw(scenario, figure)));

        // The words under a horizontal axis stand on one line.
        var fullest = words.GroupBy(word => Math.Round(word.Bottom, 1)).Max(line => line.Count());
        Assert.True(data.Empty is not null || fullest >= 3, $"{figure} of {scenario} has at most {fullest} words on a line.");
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task RenderAsync_Twice_GivesTheSameBytes(string scenario, string figure) =>
        Assert.Equal(await Draw(scenario, figure), await Draw(scenario, figure));

    [Fact]
    public async Task RenderAsync_CultureWithCommas_GivesTheSameBytes()
    {
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        commas.NumberFormat.NegativeSign = "~";
        foreach (var figure in FigureCatalog.Sweep)
        {
            var expected = await Draw("dropout-rates", figure.Id);
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = commas;
            try
            {
                Assert.Equal(expected, await Draw("dropout-rates", figure.Id));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public async Task RenderAsync_OrderOfRecordsTurned_GivesTheSameBytes()
    {
        var input = Scenarios.Of("dropout-rates");
        var turned = SweepFigureInput.Of(input.Spec, [.. input.Records.Reverse()]) with { Dataset = input.Dataset, Attempts = [.. input.Attempts.Reverse()] };
        foreach (var figure in FigureCatalog.Sweep)
        {
            Assert.Equal(
                await FigureRenderer.RenderAsync(figure.Compute(input), TestContext.Current.CancellationToken),
                await FigureRenderer.RenderAsync(figure.Compute(turned), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task RenderAsync_ThousandsOfTrials_StaysSmall()
    {
        foreach (var figure in FigureCatalog.Sweep)
        {
            var svg = await Draw("large", figure.Id);
            Assert.True(svg.Length < 150_000, $"{figure.Id} of 2,000 trials takes {svg.Length} characters.");
        }
    }

    [Fact]
    public async Task RenderAsync_UnknownData_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => FigureRenderer.RenderAsync(new Stranger { Title = "t", Subject = "s", Caption = "c" }, TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(Every))]
    public void Compute_AnySweep_HasACaptionAndNotesInPlainSentences(string scenario, string figure)
    {
        var data = FigureCatalog.Sweep.Single(entry => string.Equals(entry.Id, figure, StringComparison.Ordinal)).Compute(Scenarios.Of(scenario));

        Assert.All(data.Notes.Prepend(data.Caption), sentence =>
        {
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", sentence, StringComparison.Ordinal);
        });
    }

    private static Task<string> Draw(string scenario, string figure) =>
        FigureRenderer.RenderAsync(FigureCatalog.Sweep.Single(entry => string.Equals(entry.Id, figure, StringComparison.Ordinal)).Compute(Scenarios.Of(scenario)), TestContext.Current.CancellationToken);

    private static XElement Parse(string svg)
    {
        using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        return XElement.Load(reader);
    }

    [GeneratedRegex(@"^0 0 640 [0-9.]+$", RegexOptions.None, 1000)]
    private static partial Regex ViewBox();

    [GeneratedRegex("[eE][+-]?[0-9]", RegexOptions.None, 1000)]
    private static partial Regex Exponent();

    private sealed record Stranger : FigureData;
}
