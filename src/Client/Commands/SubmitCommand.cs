using System.CommandLine;
using System.Globalization;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Watching;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Commands;

/// <summary>Gives a sweep to a cluster.</summary>
internal sealed class SubmitCommand : Command, IExampleCommand
{
    private static readonly TimeSpan PatienceWatching = TimeSpan.FromSeconds(60);
    private readonly ClientHost _host;
    private readonly SpecificationArguments _specification;
    private readonly ClusterArguments _cluster;
    private readonly Option<string?> _key = new("--key")
    {
        Description = "A name of your own for this submission: with the same one again, nothing is added. One is made up unless given.",
        HelpName = "KEY",
    };

    private readonly Option<int?> _priority = new("--priority")
    {
        Description = "-100 to 100; sweeps of higher priority get free slots first. The specification's unless given.",
        HelpName = "N",
        CustomParser = result => SignedNumber.Parse(result, "--priority", -100, 100),
    };

    private readonly Option<bool> _watch = new("--watch") { Description = "Watch it to its end and print its results." };

    public SubmitCommand(ClientHost host)
        : base("submit", "Give a sweep to a cluster; prints its id.")
    {
        _host = host;
        _specification = new SpecificationArguments(this);
        Add(_key);
        Add(_priority);
        Add(_watch);
        _cluster = new ClusterArguments(this, host);
        SetAction(SubmitAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep submit sweeps/quickstart.yaml --watch",
        "id=$(dropoutsweep submit sweeps/quickstart.yaml --set replicates=5 --key nightly)",
    ];

    private async Task<int> SubmitAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var spec = _specification.Read(parsed, parsed.GetValue(_priority) is { } priority
            ? [$"execution.priority={priority.ToString(CultureInfo.InvariantCulture)}"]
            : []);
        if (parsed.GetValue(_key) is { } given && (string.IsNullOrWhiteSpace(given) || !SweepSubmission.IsKey(given)))
        {
            throw new InputException($"--key is a name of 1 to {SweepSubmission.MostKeyCharacters} printable ASCII characters.");
        }

        var watch = parsed.GetValue(_watch);
        using var client = _cluster.Connect(parsed);
        var (sweep, created) = await client.SubmitAsync(spec.ResolvedYaml, parsed.GetValue(_key) ?? Guid.NewGuid().ToString("N"), cancellationToken).ConfigureAwait(false);
        await _host.Out.WriteLineAsync(sweep.Id.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        await _host.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        _host.Error.WriteLine($"{(created ? "Submitted" : "Submitted before")}: {NumberText.Of(sweep.Planned, "trial")}; {new Uri(client.Address, $"/sweeps/{Uri.EscapeDataString(sweep.Id)}")}");
        if (!watch)
        {
            _host.Error.WriteLine($"To watch it: dropoutsweep watch {sweep.Id}{_cluster.Again(parsed)}");
            return ExitCodes.Success;
        }

        using var patient = _cluster.Connect(parsed, PatienceWatching);
        return await ClusterSweep.WatchAsync(_host, patient, sweep, _cluster.Again(parsed), cancellationToken).ConfigureAwait(false);
    }
}
