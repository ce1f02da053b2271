using DropoutSweep.Figures.Text;
using Xunit;

namespace DropoutSweep.Figures.Tests.Text;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u0000b\u0001c\u001Fd\u007Fe\u0085f", "abcde f")]
    [InlineData("a\uFFFE\uFFFFb", "ab")]
    [InlineData("right \u202Etfel", "right tfel")]
    [InlineData("  many \t\r\n blanks ", "many blanks")]
    [InlineData("\U0001F600 stays", "\U0001F600 stays")]
    [InlineData(null, "")]
    public void Clean_Text_KeepsWhatXmlAllows(string? text, string expected) => Assert.Equal(expected, FigureText.Clean(text));

    /// <summary>A fact of its own: an attribute's text is UTF-8, which has no half pairs.</summary>
    [Fact]
    public void Clean_HalfSurrogatePairs_AreDropped() => Assert.Equal("x", FigureText.Clean(new string(['\uD800', 'x', '\uDC00'])));

    [Fact]
    public void Width_Bold_IsWider() => Assert.True(FigureText.Width("accuracy", 13, bold: true) > FigureText.Width("accuracy", 13));

    [Fact]
    public void Width_Digits_AreAsTheWidestCommonFont() => Assert.Equal(4 * 0.64 * 10, FigureText.Width("1234", 10), 9);

    [Theory]
    [InlineData(200)]
    [InlineData(60)]
    [InlineData(14)]
    [InlineData(5)]
    public void Abridge_AnyRoom_Fits(double room)
    {
        foreach (var text in (string[])["a configuration with a long name 17", new string('W', 300), "\u05D0\u05D1 \U0001F600\U0001F600\U0001F600"])
        {
            Assert.True(FigureText.Width(FigureText.Abridge(text, 13, room), 13) <= room);
            Assert.True(FigureText.Width(FigureText.AbridgeName(text, 13, room), 13) <= room);
        }
    }

    [Fact]
    public void AbridgeName_NamesThatDifferAtTheirEnds_StayDifferent() =>
        Assert.NotEqual(FigureText.AbridgeName(new string('x', 90) + "1", 13, 120), FigureText.AbridgeName(new string('x', 90) + "2", 13, 120), StringComparer.Ordinal);

    [Fact]
    public void Wrap_Sentence_BreaksAtBlanks()
    {
        var lines = FigureText.Wrap("one two three four five six", 10, 60, 5);

        Assert.True(lines.Count > 1);
        Assert.Equal("one two three four five six", string.Join(' ', lines));
        Assert.All(lines, line => Assert.True(FigureText.Width(line, 10) <= 60));
    }

    [Fact]
    public void Wrap_TooLong_EndsInAnEllipsis()
    {
        var lines = FigureText.Wrap("one two three four five six seven eight nine", 10, 60, 2);

        Assert.Equal(2, lines.Count);
        Assert.EndsWith("\u2026", lines[1], StringComparison.Ordinal);
    }
}
