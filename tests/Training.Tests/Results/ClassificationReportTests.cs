using System.Text.Json;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Training.Tests.Results;

/// <summary>Held against scikit-learn by <c>Golden/classification_report.json</c>, which the script beside it made.</summary>
public sealed class ClassificationReportTests
{
    private static readonly Lazy<JsonElement[]> Golden = new(() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "classification_report.json"))).RootElement.EnumerateArray()]);

    public static TheoryData<string> Cases => [.. Golden.Value.Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Create_GoldenCase_AsScikitLearn(string name)
    {
        var one = Case(name);
        var report = Report(one);
        Assert.Equal(one.GetProperty("accuracy").GetDouble(), report.Accuracy, 1e-14);
        ClassificationReportRow[] rows = [.. report.Classes, report.MacroAverage, report.WeightedAverage];
        var expected = one.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, rows.Length);
        foreach (var (row, values) in rows.Zip(expected))
        {
            Assert.Equal(values[0].GetDouble(), row.Precision, 1e-14);
            Assert.Equal(values[1].GetDouble(), row.Recall, 1e-14);
            Assert.Equal(values[2].GetDouble(), row.F1, 1e-14);
            Assert.Equal(values[3].GetInt64(), row.Support);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToText_GoldenCase_AsScikitLearnPrintsIt(string name)
    {
        var one = Case(name);
        Assert.Equal(one.GetProperty("text2").GetString(), Report(one).ToText());
        Assert.Equal(one.GetProperty("text4").GetString(), Report(one).ToText(4));
    }

    [Fact]
    public void Create_NoSamples_IsAllZero()
    {
        var report = ClassificationReport.Create(new ConfusionMatrix(2));
        Assert.Equal((0d, 0d, 0d), (report.Accuracy, report.MacroAverage.F1, report.WeightedAverage.F1));
    }

    [Fact]
    public void Create_ClassNeitherSeenNorPredicted_CountsAsZeroInTheMacroAverage()
    {
        var report = ClassificationReport.Create(new ConfusionMatrix(3, [4, 0, 0, 0, 9, 0, 0, 0, 0]));
        Assert.Equal((1d, 2d / 3, 1d), (report.Accuracy, report.MacroAverage.Recall, report.WeightedAverage.Recall));
        Assert.Equal(new ClassificationReportRow("2", 0, 0, 0, 0), report.Classes[2]);
    }

    [Fact]
    public void Create_WrongNumberOfNames_Throws() =>
        Assert.Throws<ArgumentException>(() => ClassificationReport.Create(new ConfusionMatrix(2), ["a"]));

    [Theory]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(0.625, 2, "0.62")]
    [InlineData(0.12500000000000003, 2, "0.13")]
    [InlineData(0.995, 2, "0.99")]
    [InlineData(0.9951, 2, "1.00")]
    [InlineData(1, 0, "1")]
    [InlineData(0.5, 0, "0")]
    [InlineData(0, 3, "0.000")]
    [InlineData(1.0 / 3, 15, "0.333333333333333")]
    [InlineData(5e-324, 2, "0.00")]
    public void Fixed_RoundsTheExactValueTiesToEven(double value, int digits, string expected) =>
        Assert.Equal(expected, ClassificationReport.Fixed(value, digits));

    private static JsonElement Case(string name) =>
        Golden.Value.Single(one => string.Equals(one.GetProperty("name").GetString(), name, StringComparison.Ordinal));

    private static ClassificationReport Report(JsonElement one)
    {
        var rows = one.GetProperty("matrix").EnumerateArray().ToArray();
        var matrix = new ConfusionMatrix(rows.Length, [.. rows.SelectMany(row => row.EnumerateArray()).Select(count => count.GetInt32())]);
        var names = one.GetProperty("names");
        return ClassificationReport.Create(matrix, names.ValueKind == JsonValueKind.Null ? null : [.. names.EnumerateArray().Select(text => text.GetString()!)]);
    }
}
