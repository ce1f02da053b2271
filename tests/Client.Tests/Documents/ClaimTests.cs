using DropoutSweep.Client.Documents;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using Xunit;

namespace DropoutSweep.Client.Tests.Documents;

public sealed class ClaimTests
{
    [Theory]
    [InlineData("higher", 0.5, 0.2, 5, "borne out")]
    [InlineData("higher", -0.5, 0.2, 5, "contradicted: the other way round")]
    [InlineData("higher", 0.1, 0.2, 5, "not borne out: no difference that 5 seeds can show")]
    [InlineData("lower", -0.5, 0.2, 5, "borne out")]
    [InlineData("same", 0.1, 0.2, 5, "borne out: no difference that 5 seeds can show")]
    [InlineData("same", 0.5, 0.2, 5, "contradicted")]
    [InlineData("higher", 0.5, 0.2, 2, "too few seeds to tell")]
    public void Verdict_DifferenceWithInterval_SaysWhatItShows(string expect, double mean, double half, int seeds, string expected) =>
        Assert.Equal(expected, ClaimJudge.Verdict(new Estimate(seeds, mean, 0.1, half), expect));

    /// <summary>Each row of the repository's own file means one configuration of its sweep.</summary>
    [Fact]
    public void Read_ClaimsOfTheRepository_NameConfigurationsThatAre()
    {
        var folder = Path.Combine(Root(), "sweeps", "documents");
        var claims = ClaimFile.Read(folder);

        Assert.Equal(claims.Count, claims.Select(claim => claim.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(claims, claim =>
        {
            var spec = SweepSpecReader.Read(File.ReadAllText(Path.Combine(folder, claim.Sweep)), claim.Sweep);
            foreach (var wanted in new[] { claim.With, claim.Against }.Where(one => one.Count > 0))
            {
                Assert.Single(Enumerable.Range(0, spec.ConfigurationCount), number => wanted.All(pair => spec.Configuration(number).Parameters.Contains(pair)));
            }
        });
    }

    [Fact]
    public void Read_UnknownMetric_SaysWhichThereAre()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "");
        File.WriteAllText(folder[ClaimFile.Name], "- {id: x, sweep: a.yaml, metric: luck, expect: higher}\n");

        Assert.Contains("'luck'; right would be one of test_accuracy", Assert.Throws<InputException>(() => ClaimFile.Read(Path.GetDirectoryName(folder["a.yaml"])!)).Message, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DropoutSweep.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
