using System.Text.RegularExpressions;
using DropoutSweep.Client.Results;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Client.Tests.Results;

public sealed class ResultReportTests
{
    private static readonly TrialRecord[] Finished =
    [
        TestSweep.Completed(0, 0.97), TestSweep.Completed(1, 0.98), TestSweep.Completed(2, 0.96), TestSweep.Diverged(3),
        TestSweep.Completed(4, 0.972), TestSweep.Completed(5, 0.981), TestSweep.Completed(6, 0.95), TestSweep.Completed(7, 0.9),
    ];

    [Fact]
    public void Write_Redirected_IsPlainAndUnbroken() => Snapshot.Matches("redirected", Write(Finished, terminal: false, color: false, 80));

    [Fact]
    public void Write_TerminalOf80Columns_FitsThem()
    {
        var text = Write(Finished, terminal: true, color: false, 80);
        Assert.All(Visible(text), line => Assert.True(line.Length <= 80, line));
        Snapshot.Matches("80-columns", text);
    }

    [Theory]
    [InlineData(71)]
    [InlineData(50)]
    public void Write_NarrowTerminal_BreaksNoNumber(int width)
    {
        var text = Write(Finished, terminal: true, color: false, width);
        Assert.All(Visible(text), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("98.05 ± 0.64", text, StringComparison.Ordinal);
        Snapshot.Matches($"{width}-columns", text);
    }

    [Fact]
    public void Write_NoColor_HasNoColor()
    {
        Assert.Contains("\e[1", Write(Finished, terminal: true, color: true, 80), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[3", Write(Finished, terminal: true, color: false, 80), StringComparison.Ordinal);
        Assert.DoesNotContain("\e", Write(Finished, terminal: false, color: true, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Unfinished_SaysWhatIsLeft()
    {
        var text = Write(Finished[..1], terminal: false, color: false, 80);
        Assert.Contains("1 of 8 trials completed, 7 still to run", text, StringComparison.Ordinal);
    }

    private static string[] Visible(string text) => Regex.Replace(text, "\e\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Split('\n');

    private static string Write(TrialRecord[] records, bool terminal, bool color, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var host = new ClientHost { Out = output, Error = error, OutIsTerminal = terminal, Color = color, Width = width };
        ResultReport.Write(host, TestSweep.Spec, TestSweep.Dataset, SweepSummarizer.Summarize(TestSweep.Spec, records), records, "runs/small");
        return output.ToString().ReplaceLineEndings("\n");
    }
}
