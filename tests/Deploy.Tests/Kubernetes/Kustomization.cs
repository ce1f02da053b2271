using System.Text.Json;
using DropoutSweep.Deploy.Tests.Support;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Deploy.Tests.Kubernetes;

/// <summary>Renders the folders of deploy/k8s as a user would, each once.</summary>
public sealed class Kustomization : IAsyncLifetime
{
    public const string Base = "base";
    public const string Quickstart = "overlays/quickstart";
    public const string OutsideDatabase = "overlays/outside-database";

    private const int OldestMajor = 5;
    private readonly Dictionary<string, List<Manifest>> _renderings = new(StringComparer.Ordinal);
    private string? _missing;

    /// <summary>A folder's objects; without kubectl the test is skipped.</summary>
    internal IReadOnlyList<Manifest> this[string folder]
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? string.Empty);
            return _renderings[folder];
        }
    }

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _missing = await MissingAsync(cancellationToken);
        if (_missing is not null)
        {
            return;
        }

        using var copy = new TemporaryFolder();
        Copy(Repository.PathOf("deploy"), copy.Root);
        var make = await Command.RunAsync("sh", [Path.Combine(copy.Root, "secrets", "make"), Path.Combine(copy.Root, "k8s", Quickstart, "secrets")], path: null, cancellationToken);
        Assert.True(make.Code == 0, make.Error);
        foreach (var folder in new[] { Base, Quickstart, OutsideDatabase })
        {
            var (code, output, error) = await Command.RunAsync("kubectl", ["kustomize", Path.Combine(copy.Root, "k8s", folder)], path: null, cancellationToken);
            Assert.True(code == 0 && error.Length == 0, $"{folder}: {error}");
            _renderings[folder] = [.. Yaml.Documents(output).Select(document => new Manifest(document))];
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        if (Command.Find("kubectl") is null)
        {
            return "kubectl, which renders deploy/k8s, is not installed.";
        }

        var (_, output, _) = await Command.RunAsync("kubectl", ["version", "--client", "--output=json"], path: null, cancellationToken);
        using var version = JsonDocument.Parse(output);
        return version.RootElement.TryGetProperty("kustomizeVersion", out var text) && int.Parse(text.GetString()!.TrimStart('v').Split('.')[0], provider: null) >= OldestMajor
            ? null
            : $"kubectl is too old: its kustomize is below version {OldestMajor}.";
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
