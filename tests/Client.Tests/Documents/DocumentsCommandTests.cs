using DropoutSweep.Client.Documents;
using DropoutSweep.Client.Tests.Support;
using Xunit;

namespace DropoutSweep.Client.Tests.Documents;

public sealed class DocumentsCommandTests : IDisposable
{
    private const string Claims = """
        - {id: gain, document: one, says: "Averaging <b>beats</b> scaling.", sweep: small.yaml, metric: averaging_gain, with: {model.dropout: "0.5"}, expect: higher}
        - {id: none, document: one, says: "A network that drops nothing has no such gain.", sweep: small.yaml, metric: averaging_gain, with: {model.dropout: "0"}, expect: higher}
        - {id: slow, document: one, says: "It takes longer.", sweep: small.yaml, metric: epochs_to_reach, level: 5, with: {model.dropout: "0.5"}, against: {model.dropout: "0"}, expect: higher}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>One command trains, looks inside each seed's model, and says what it found of every claim, in the open and on one page.</summary>
    [Fact]
    public async Task Documents_SweepsThatWereNotRun_AreTrainedAndJudged()
    {
        var (exit, output, error) = await RunAsync("name: small\ndataset: digits\nmodel: {layers: [8], dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1}\nreplicates: 3\n");

        Assert.True(exit == 0, error);
        Assert.Matches(@"gain +-?\d+\.\d\d ± \d+\.\d\d points", output);
        Assert.Matches("none +nothing measured +cannot be told: 3 of 3 seeds have no such value", output);
        Assert.Matches(@"slow +0\.00 ± 0\.00 epochs +not borne out: no difference that 3 seeds can show", output);
        var page = await File.ReadAllTextAsync(Path.Combine(_folder["out"], "documents.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Averaging &lt;b&gt;beats&lt;/b&gt; scaling.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"small/report.html\"", page, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["out"], "small", "report.html")));
    }

    [Fact]
    public async Task Documents_ClaimThatMeansTwoConfigurations_IsRefusedBeforeAnythingIsTrained()
    {
        var (exit, _, error) = await RunAsync("name: small\ndataset: digits\nmodel: {layers: {grid: [[8], [4]]}, dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1}\nreplicates: 3\n");

        Assert.Equal(2, exit);
        Assert.Contains("'gain' means 2 configurations", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task Documents_TrialsThatFail_AreAFailure()
    {
        var (exit, output, _) = await RunAsync("name: small\ndataset: digits\nmodel: {layers: [512, 512, 512], activation: none, dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1, optimizer: {name: sgd, momentum: 0.99}, learning_rate: 1000}\nreplicates: 1\n");

        Assert.Equal(1, exit);
        Assert.Contains("nothing to judge by: no seed has completed", output, StringComparison.Ordinal);
    }

    private Task<(int Exit, string Out, string Error)> RunAsync(string sweep)
    {
        File.WriteAllText(_folder["small.yaml"], sweep);
        File.WriteAllText(_folder[ClaimFile.Name], Claims);
        return TestClient.RunAsync("documents", "--documents", Path.GetDirectoryName(_folder["small.yaml"])!, "--out", _folder["out"]);
    }
}
