using System.Security.Cryptography;
using DropoutSweep.Faults.Processes;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary><c>data fetch --into</c>, by which silos come to share a folder, on MNIST's own files and where nothing can be downloaded.</summary>
public sealed class DataFetchTests : IDisposable
{
    private static readonly Dictionary<string, string> s_offline = new(StringComparer.Ordinal)
    {
        ["HTTP_PROXY"] = "http://127.0.0.1:9",
        ["HTTPS_PROXY"] = "http://127.0.0.1:9",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FilesThatAreThere_AreCheckedAndKept()
    {
        var files = CopyMnist();
        var before = files.ToDictionary(file => file, Sum, StringComparer.Ordinal);
        var (exit, output, error) = await FetchAsync();
        Assert.True(exit == 0, error);
        Assert.Contains($"mnist is in {_folder["mnist"]} already.", output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_folder["mnist"]).ToDictionary(file => file, Sum, StringComparer.Ordinal));
    }

    [Fact]
    public async Task DamagedFileAndNoNetwork_IsRefusedByItsName()
    {
        var damaged = CopyMnist().Single(file => file.Contains("t10k-images", StringComparison.Ordinal));
        await using (var file = File.Open(damaged, FileMode.Open))
        {
            file.Position = file.Length / 2;
            var there = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(there ^ 1));
        }

        var (exit, output, error) = await FetchAsync();
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains($"{damaged} is damaged", error, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Error)> FetchAsync()
    {
        await using var client = ChildProcess.StartClient(s_offline, "data", "fetch", "mnist", "--into", _folder.Root);
        return await client.WaitAsync();
    }

    private string[] CopyMnist()
    {
        var location = new DatasetLoader(DatasetSources.FromEnvironment() with { Download = false }).Locate("mnist");
        Assert.SkipWhen(location.Files.Count == 0, $"MNIST is not on this machine: set {DatasetSources.EnvironmentVariable} to a folder that holds mnist/.");
        Directory.CreateDirectory(_folder["mnist"]);
        foreach (var file in Directory.GetFiles(location.Folder!, "*-ubyte*"))
        {
            // Written anew: a copy would be as read-only as the original may be.
            File.WriteAllBytes(_folder[Path.Combine("mnist", Path.GetFileName(file))], File.ReadAllBytes(file));
        }

        return Directory.GetFiles(_folder["mnist"]);
    }

    private static string Sum(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
