using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DropoutSweep.Figures.Tests.Support;
using DropoutSweep.Figures.Theme;
using Xunit;

namespace DropoutSweep.Figures.Tests.Theme;

public sealed partial class FigureThemeTests
{
    [Fact]
    public async Task ContentSecurityHash_DrawnFigure_IsThatOfItsStyle()
    {
        var svg = await FigureRenderer.RenderAsync(FigureCatalog.Sweep[0].Compute(Scenarios.Of("quickstart")), TestContext.Current.CancellationToken);
        var style = Style().Match(svg).Groups["css"].Value;

        Assert.Equal($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", FigureTheme.ContentSecurityHash);
    }

    [Theory]
    [InlineData(0, "#ffffff")]
    [InlineData(1, "#1b1f24")]
    public void Css_SeriesOnPaper_CanBeSeen(int theme, string ink)
    {
        // The first rule is the light theme, the second the dark one. 3 : 1 is what WCAG 2.1 asks of graphics (1.4.11); 2.5 for the lightest.
        var rule = Rule().Matches(FigureTheme.Css)[theme].Value;
        var paper = Variable(rule, "--p");
        foreach (Match match in Series().Matches(rule))
        {
            Assert.True(Contrast(match.Groups["color"].Value, paper) >= 2.5, $"{match.Value} on {paper}: {Contrast(match.Groups["color"].Value, paper)}");
        }

        Assert.True(Contrast(Variable(rule, "--i"), paper) >= 7, ink);
        Assert.True(Contrast(Variable(rule, "--q"), paper) >= 4.5, ink);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Css_InkOnTheStrongestCell_CanBeRead(int theme)
    {
        const double strongest = 0.8;
        var rule = Rule().Matches(FigureTheme.Css)[theme].Value;
        foreach (var name in (string[])["--up", "--down"])
        {
            var (over, under) = (Channels(Variable(rule, name)), Channels(Variable(rule, "--p")));
            int[] mixed = [.. over.Zip(under, (a, b) => (int)Math.Round((a * strongest) + (b * (1 - strongest))))];
            Assert.True(Contrast(mixed, Channels(Variable(rule, "--i"))) >= 4.5, $"{name}: {Contrast(mixed, Channels(Variable(rule, "--i")))}");
        }
    }

    [Fact]
    public void SequentialColors_Share_GrowsLighterEvenlyAndCarriesReadableInk()
    {
        var before = -1.0;
        for (var share = 0.0; share <= 1; share += 0.05)
        {
            var (fill, ink) = SequentialColors.Of(share);
            var luminance = Luminance(Channels(fill));
            Assert.True(luminance > before);
            Assert.True(Contrast(fill, ink) >= 4.5, $"{ink} on {fill}");
            before = luminance;
        }
    }

    private static string Variable(string rule, string name) => Expand(Regex.Match(rule, $"{name}:(?:var\\([^,]*,)?(#[0-9a-f]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    private static string Expand(string color) => color.Length == 4 ? $"#{color[1]}{color[1]}{color[2]}{color[2]}{color[3]}{color[3]}" : color;

    private static int[] Channels(string color) => [.. Enumerable.Range(0, 3).Select(index => Convert.ToInt32(color.Substring(1 + (2 * index), 2), 16))];

    private static double Luminance(int[] color) => SequentialColors.Luminance(color[0], color[1], color[2]);

    private static double Contrast(string one, string other) => Contrast(Channels(one), Channels(other));

    private static double Contrast(int[] one, int[] other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    [GeneratedRegex("<style>(?<css>.*?)</style>", RegexOptions.None, 1000)]
    private static partial Regex Style();

    [GeneratedRegex(@"\.f\{--p:[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex("--[0-7]:(?<color>#[0-9a-f]{6})", RegexOptions.None, 1000)]
    private static partial Regex Series();
}
