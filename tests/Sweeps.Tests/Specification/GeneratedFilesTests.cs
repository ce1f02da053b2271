using System.Text.Json;
using DropoutSweep.Sweeps.Specification;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Specification;

public sealed class GeneratedFilesTests
{
    private const string Begin = "<!-- reference: generated from the code, do not edit -->\n";
    private const string End = "<!-- end of the reference -->";

    [Fact]
    public void Schema_CommittedFile_IsWhatTheTableGenerates() =>
        Repository.AssertGenerated(Repository.PathOf("docs", "sweep.schema.json"), SweepSchema.Generate());

    [Fact]
    public void Schema_Model_HoldsRangesDefaultsAndExamples()
    {
        using var schema = JsonDocument.Parse(SweepSchema.Generate());
        var dropout = schema.RootElement.GetProperty("properties").GetProperty("model").GetProperty("properties").GetProperty("dropout");

        Assert.Equal(0, dropout.GetProperty("default").GetDouble());
        Assert.Contains("DROPPING", dropout.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, dropout.GetProperty("examples").GetArrayLength());
        var rate = dropout.GetProperty("anyOf")[0].GetProperty("anyOf")[0];
        Assert.Equal(0.99, rate.GetProperty("maximum").GetDouble());
    }

    [Fact]
    public void Reference_CommittedFile_IsWhatTheTableGenerates()
    {
        var path = Repository.PathOf("docs", "sweeps.md");
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "docs/sweeps.md has lost the marks of its reference.");

        Repository.AssertGenerated(path, $"{text[..(begin + Begin.Length)]}\n{SweepReference.Markdown()}\n{text[end..]}");
    }

    [Fact]
    public void Template_Text_IsValid()
    {
        var spec = SweepSpecReader.Read(SweepTemplate.Text, "template");

        Assert.Equal(6, spec.ConfigurationCount);
        Assert.Equal(["model.layers", "model.dropout"], spec.Axes.ToArray());
    }

    public static TheoryData<string> SweepFiles() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("sweeps"), "*.yaml", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) is not "claims.yaml").Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(SweepFiles))]
    public void SweepFile_Read_IsValidAndNamedAsItsFile(string path)
    {
        var spec = SweepSpecReader.Read(File.ReadAllText(Repository.PathOf(path)), path);

        Assert.Equal(Path.GetFileNameWithoutExtension(path), spec.Name);
        for (var number = 0; number < spec.ConfigurationCount; number++)
        {
            Assert.NotEmpty(spec.Configuration(number).Parameters);
        }
    }

    [Theory]
    [MemberData(nameof(SweepFiles))]
    public void SweepFileOfADocument_Read_HasFiveReplicatesAndATwinWithoutDropout(string path)
    {
        var spec = SweepSpecReader.Read(File.ReadAllText(Repository.PathOf(path)), path);
        if (path.Contains("documents", StringComparison.Ordinal))
        {
            Assert.Equal(5, spec.Replicates);
        }

        Assert.Contains(Enumerable.Range(0, spec.ConfigurationCount).Select(spec.Configuration), configuration =>
            configuration.Training.Model.InputDropout == 0 && configuration.Training.Model.Hidden.All(layer => layer.Dropout == 0));
    }

    [Fact]
    public void SweepFiles_Documents_AllFiveAreThere()
    {
        var names = SweepFiles().Select(row => Path.GetFileNameWithoutExtension(row.Data)).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "activations", "ensemble", "scaling", "scaling-random-labels", "rules-of-thumb", "rules-of-thumb-regression", "saturation", "quickstart" }, names);
    }
}
