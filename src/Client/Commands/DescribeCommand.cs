using System.CommandLine;

namespace DropoutSweep.Client.Commands;

/// <summary>Says what a sweep will do, without doing it.</summary>
internal sealed class DescribeCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly SpecificationArguments _specification;

    public DescribeCommand(ClientHost host)
        : base("describe", "Say what a sweep will train and how long it may take, without training it.")
    {
        _host = host;
        _specification = new SpecificationArguments(this);
        SetAction(DescribeAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep describe sweeps/quickstart.yaml",
        "dropoutsweep describe sweeps/quickstart.yaml --set training.epochs=20",
    ];

    private Task<int> DescribeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var spec = _specification.Read(parsed);
        _host.Out.WriteLine($"{spec.Name}: {spec.TrialCount}");
        return Task.FromResult(ExitCodes.Success);
    }
}
