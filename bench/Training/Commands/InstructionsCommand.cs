using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DropoutSweep.Bench.Instructions;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Bench.Rows;
using DropoutSweep.Training;

namespace DropoutSweep.Bench.Commands;

/// <summary>Counts instructions per training step.</summary>
internal sealed class InstructionsCommand : Command
{
    // By then buffers are filled, and every method has been called and therefore compiled.
    private const int Uncounted = 3;

    private readonly Option<string> _rows = new("--rows") { Description = "Rows to count: numbers and ranges such as 1,3-5; those that are not training steps are passed over.", DefaultValueFactory = _ => $"1-{BenchRows.All.Count}" };
    private readonly Option<int> _steps = new("--steps") { Description = "Steps to count.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _report = new("--report") { Description = "Write the table into docs/performance.md." };
    private readonly Option<string?> _data;

    public InstructionsCommand(Option<string?> data)
        : base("instructions", "Count the instructions of training steps, exactly, by running them one at a time (Linux; ten seconds for one to two millions).")
    {
        _data = data;
        Add(_rows);
        Add(_steps);
        Add(_report);
        Add(_data);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var table = new TextTable(["#", "784-…-10", "batch", "instructions of a step", "operations per instruction"], [true, false, true, true, true]);
        foreach (var row in BenchRows.Parse(parsed.GetValue(_rows)!).Where(row => row.IsStep))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var counts = InstructionCounter.Count(row.Number, Uncounted, parsed.GetValue(_steps), parsed.GetValue(_data));
            await Console.Error.WriteLineAsync($"row {row.Number}: {string.Join(", ", counts.Select(count => count.ToString("N0", CultureInfo.InvariantCulture)))} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
            var mean = counts.Average();
            table.Add([$"{row.Number}", row.Name, $"{row.Batch}", mean.ToString("N0", CultureInfo.InvariantCulture), $"{OperationCount.OfStep(row) / mean:0.0}"]);
            if (parsed.GetValue(_report))
            {
                // After every row: the large ones take long, and what was counted before shall not be lost with them.
                await PageSection.ReplaceAsync("instructions", Text(table, parsed.GetValue(_steps)), cancellationToken);
            }
        }

        Console.Out.Write(Text(table, parsed.GetValue(_steps)));
        return 0;
    }

    private static string Text(TextTable table, int counted)
    {
        var steps = counted == 1 ? $"step {Uncounted + 1}" : $"the mean of steps {Uncounted + 1} to {Uncounted + counted}";
        return $"{VectorHardware.VectorBits}-bit vectors, {RuntimeInformation.FrameworkDescription}; {steps} of seed 1.\n\n{table.ToMarkdown()}";
    }
}
