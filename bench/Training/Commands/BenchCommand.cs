using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Bench.Measuring;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Bench.Rows;

namespace DropoutSweep.Bench.Commands;

/// <summary>The command line.</summary>
internal sealed class BenchCommand : RootCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly Option<string> _rows = new("--rows") { Description = "Rows to measure: numbers and ranges such as 1,3-5; 'none' for memory and start-up alone.", DefaultValueFactory = _ => $"1-{BenchRows.All.Count}" };
    private readonly Option<double> _seconds = new("--seconds") { Description = "Seconds that each row is measured for, warming up not counted.", DefaultValueFactory = _ => 20 };
    private readonly Option<bool> _noPeer = new("--no-peer") { Description = "Leave PyTorch out." };
    private readonly Option<string?> _python = new("--python") { Description = "The Python that has PyTorch." };
    private readonly Option<string?> _peerKernels = new("--peer-kernels") { Description = "The kernels that PyTorch's OpenBLAS takes, by its own names, such as Haswell; the fastest that the processor has when left out." };
    private readonly Option<string?> _data = new("--data") { Description = "The folder of data sets." };
    private readonly Option<bool> _noMemory = new("--no-memory") { Description = "Leave memory out." };
    private readonly Option<bool> _noStartup = new("--no-startup") { Description = "Leave start-up out." };
    private readonly Option<string?> _json = new("--json") { Description = "Write everything that was measured to this file." };
    private readonly Option<string?> _from = new("--from") { Description = "Measure nothing; take a file that --json wrote." };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Print Markdown." };
    private readonly Option<bool> _report = new("--report") { Description = "Write the table into docs/performance.md and draw docs/performance-roofline.svg." };

    public BenchCommand()
        : base("Measures training against the machine's peak and against PyTorch.")
    {
        foreach (var option in new Option[] { _rows, _seconds, _noPeer, _python, _peerKernels, _data, _noMemory, _noStartup, _json, _from, _markdown, _report })
        {
            Add(option);
        }

        SetAction(RunAsync);
        var memory = new Command("probe-memory", "Measure memory in this process, and print JSON.") { Hidden = true };
        memory.Add(_data);
        memory.SetAction(async (parsed, cancellationToken) =>
            Console.Out.WriteLine(JsonSerializer.Serialize(await MemoryProbe.MeasureAsync(parsed.GetValue(_data), cancellationToken))));
        Add(memory);
        Add(new InstructionsCommand(_data));
        Add(new StepsProbeCommand(_data));
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = parsed.GetValue(_from) is { } file
            ? JsonSerializer.Deserialize<BenchReport>(await File.ReadAllTextAsync(file, cancellationToken))!
            : await Measurement.RunAsync(Asked(parsed), Console.Error, TimeProvider.System, cancellationToken);
        if (parsed.GetValue(_json) is { } path)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Json) + "\n", cancellationToken);
        }

        if (parsed.GetValue(_report))
        {
            await PerformancePage.WriteAsync(report, cancellationToken);
        }

        Console.Out.Write(ReportText.Write(report, parsed.GetValue(_markdown)));
        return 0;
    }

    private BenchOptions Asked(ParseResult parsed) => new()
    {
        Rows = BenchRows.Parse(parsed.GetValue(_rows)!),
        Seconds = parsed.GetValue(_seconds),
        Peer = !parsed.GetValue(_noPeer),
        Python = parsed.GetValue(_python),
        PeerKernels = parsed.GetValue(_peerKernels),
        Data = parsed.GetValue(_data),
        Memory = !parsed.GetValue(_noMemory),
        Startup = !parsed.GetValue(_noStartup),
        Command = string.Join(' ', ["dotnet run -c Release --project bench/Training", .. parsed.Tokens.Count > 0 ? ["--"] : Array.Empty<string>(), .. parsed.Tokens.Select(token => token.Value)]),
    };
}
