using System.CommandLine;
using DropoutSweep.Client.Describing;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Silo.Containers;
using DropoutSweep.Sweeps.Execution;

namespace DropoutSweep.Client.Commands;

/// <summary>Says what a sweep will do, without doing it.</summary>
internal sealed class DescribeCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly SpecificationArguments _specification;
    private readonly DataOption _data = new();

    public DescribeCommand(ClientHost host)
        : base("describe", "Say what a sweep will train and how long it may take, without training it.")
    {
        _host = host;
        _specification = new SpecificationArguments(this);
        Add(_data);
        SetAction(DescribeAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep describe sweeps/quickstart.yaml",
        "dropoutsweep describe sweeps/quickstart.yaml --set training.epochs=20",
    ];

    private async Task<int> DescribeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var spec = _specification.Read(parsed);
        var selection = await RunData.LoadAsync(_host, spec.Datasets, parsed.GetValue(_data), cancellationToken).ConfigureAwait(false);
        var data = RunData.Split(spec, selection.Dataset);
        var trainable = TrainableConfigurations.Of(spec, data);
        SweepDescription.Write(_host.Out, spec, data, trainable);
        RunData.CheckSizes(spec, data);
        if (trainable.Trainings.Count == 0)
        {
            _host.Out.WriteLine("No estimate of the time: too few of its configurations can be trained.");
            return ExitCodes.Success;
        }

        var seconds = await Task.Run(() => new Calibration(spec, data, trainable, _host.Time).Measure(cancellationToken), cancellationToken).ConfigureAwait(false);
        var slots = Math.Min(ContainerLimits.Slots(ExecutionOptions.MaxSlots), spec.TrialCount);
        _host.Out.WriteLine($"Estimated time on this machine: {NumberText.Duration(TimeSpan.FromSeconds(seconds / slots))} with {slots} slot(s), from training a few configurations for a moment.");
        return ExitCodes.Success;
    }
}
