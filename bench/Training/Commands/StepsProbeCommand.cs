using System.CommandLine;
using DropoutSweep.Bench.Instructions;
using DropoutSweep.Bench.Measuring;
using DropoutSweep.Bench.Rows;
using DropoutSweep.Training;

namespace DropoutSweep.Bench.Commands;

/// <summary>The process whose steps are counted.</summary>
internal sealed class StepsProbeCommand : Command
{
    private readonly Argument<int> _row = new("row");
    private readonly Argument<string> _board = new("board");
    private readonly Argument<int> _uncounted = new("uncounted");
    private readonly Argument<int> _counted = new("counted");

    public StepsProbeCommand(Option<string?> data)
        : base("probe-steps", "Train some steps for whoever counts them.")
    {
        Hidden = true;
        Add(_row);
        Add(_board);
        Add(_uncounted);
        Add(_counted);
        Add(data);
        SetAction(async (parsed, cancellationToken) =>
        {
            var loaded = await BenchData.LoadAsync(parsed.GetValue(data), cancellationToken);
            using var marker = new StepMarker(parsed.GetValue(_board)!, parsed.GetValue(_uncounted), parsed.GetValue(_counted));
            try
            {
                new Trainer(Configurations.Of(BenchRows.All[parsed.GetValue(_row) - 1]), loaded.Training, seed: 1).Run(marker, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // That is how the marker ends it.
            }
        });
    }
}
