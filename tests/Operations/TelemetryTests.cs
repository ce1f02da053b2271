using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DropoutSweep.EndToEnd;
using Xunit;

namespace DropoutSweep.Operations;

/// <summary>What silos in processes of their own send and log.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Sweep = "name: traced\ndataset: curve\nmodel: {layers: [4], output: linear}\ntraining: {epochs: 2}\nreplicates: 3\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Silos_WithOtlpVariables_SendOneTraceOfASweepAndMetrics()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        (string, string)[] environment =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test"),
        ];
        using var one = ClusterProcess.Start(_folder, [], environment, "silo", "--port", "0", "--slots", "1", "--store", In("store.db"));
        using var other = ClusterProcess.Start(_folder, [], environment, "silo", "--port", "0", "--slots", "1", "--store", In("store.db"));
        var cluster = await one.AddressesAsync(1);
        await other.AddressesAsync(1);
        var id = await SweepAsync(cluster);
        foreach (var silo in new[] { one, other })
        {
            // What waits is sent when a silo stops.
            silo.SendTerminate();
            Assert.True(await silo.WaitAsync() == 0, silo.Error);
        }

        var trace = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32];
        var spans = receiver.Spans.Where(span => string.Equals(span.Trace, trace, StringComparison.Ordinal)).ToList();
        var sweep = Assert.Single(spans, span => span.Name is "sweep");
        var trials = spans.Where(span => span.Name is "trial").ToList();
        var epochs = spans.Where(span => span.Name is "epoch").ToList();
        Assert.Equal((3, 6), (trials.Count, epochs.Count));
        Assert.All(trials, trial => Assert.Equal(sweep.Parent, trial.Parent));
        Assert.All(trials, trial => Assert.Contains("dropoutsweep.outcome=completed", trial.Attributes, StringComparer.Ordinal));
        Assert.Equal(
            "dropoutsweep.trial=0 dropoutsweep.trial=1 dropoutsweep.trial=2",
            string.Join(' ', trials.SelectMany(trial => trial.Attributes).Where(one => one.StartsWith("dropoutsweep.trial=", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
        foreach (var epoch in epochs)
        {
            var trial = Assert.Single(trials, trial => string.Equals(trial.Id, epoch.Parent, StringComparison.Ordinal));
            Assert.True(trial.Start <= epoch.Start + 1_000_000 && epoch.End <= trial.End + 1_000_000, "An epoch lies in its trial.");
        }

        Assert.True(sweep.Start < trials.Min(trial => trial.Start) + 1_000_000_000);
        Assert.Contains("dropoutsweep.epochs", receiver.Metrics.Keys, StringComparer.Ordinal);
        Assert.Contains("dropoutsweep.store.duration", receiver.Metrics.Keys, StringComparer.Ordinal);
        Assert.Contains("service.name=dropoutsweep", receiver.Texts.Keys, StringComparer.Ordinal);
        Assert.Contains("deployment.environment=test", receiver.Texts.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("--log-format")]
    [InlineData("Logging__Console__FormatterName")]
    public async Task Silo_LogsAsJson_NamesSweepAndTrial(string by)
    {
        string[] arguments = ["silo", "--port", "0", "--slots", "1", "--store", In("store.db"), "--verbose", .. by is "--log-format" ? new[] { by, "json" } : []];
        using var silo = ClusterProcess.Start(_folder, [], by is "--log-format" ? [] : [(by, "json")], arguments);
        var id = await SweepAsync(await silo.AddressesAsync(1));
        silo.SendTerminate();
        Assert.Equal(0, await silo.WaitAsync());

        // Of a process's lines on standard error the one that is no log names the store.
        var lines = silo.Error.Split('\n').Where(line => !line.StartsWith("Store: ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var submitted = Assert.Single(lines, line => line.GetProperty("id").GetInt32() == 4000);
        Assert.Equal((id, 3, "Submitted", "information"), (submitted.GetProperty("sweep").GetString(), submitted.GetProperty("trials").GetInt32(), submitted.GetProperty("name").GetString(), submitted.GetProperty("level").GetString()));
        Assert.Contains(id, submitted.GetProperty("message").GetString(), StringComparison.Ordinal);

        // The web server would log every address that is asked for, with whatever somebody put into it.
        Assert.DoesNotContain(lines, line => line.GetProperty("category").GetString()!.StartsWith("Microsoft", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch));
    }

    private async Task<string> SweepAsync(string cluster)
    {
        File.WriteAllText(In("sweep.yaml"), Sweep);
        var (exit, _, error) = await ClusterProcess.RunAsync(_folder, "submit", In("sweep.yaml"), "--watch", "--cluster", cluster);
        Assert.True(exit == 0, error);
        return (await ClusterProcess.GetAsync(cluster, "/v1/sweeps")).GetProperty("sweeps")[0].GetProperty("id").GetString()!;
    }

    private string In(string name) => Path.Combine(_folder, name);
}
