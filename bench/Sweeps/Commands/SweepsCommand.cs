using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Bench.Machine;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Bench.Sweeps.Parts;
using DropoutSweep.Bench.Sweeps.Peers;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Commands;

/// <summary>The command line.</summary>
internal sealed class SweepsCommand : RootCommand
{
    private const string All = "empty,sleep,growth,trained,peer,api,page";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly Option<string> _parts = new("--parts") { Description = $"Parts to measure, of {All}.", DefaultValueFactory = _ => All };
    private readonly Option<string> _engines = new("--engines") { Description = "Engines whose empty and sleeping trials are measured, of those that are in.", DefaultValueFactory = _ => string.Join(',', Engines.All.Select(Engines.NameOf)) };
    private readonly Option<bool> _whole = new("--whole") { Description = "Scale nothing down: 10,000 trials of one second, a sweep of 100,000, the peer's with six seeds. More than an hour." };
    private readonly Option<int> _runs = new("--runs") { Description = "Times that empty sweeps are run, of which the best counts, and turns against the peer, of which the median does.", DefaultValueFactory = _ => 3 };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "A PostgreSQL database to use, as the client's --store; a server is started for the run when left out." };
    private readonly Option<bool> _noPeer = new("--no-peer") { Description = "Leave Optuna and PyTorch out." };
    private readonly Option<string?> _python = new("--python") { Description = "The Python that has Optuna and PyTorch." };
    private readonly Option<string?> _data = new("--data") { Description = "The folder of data sets." };
    private readonly Option<string?> _json = new("--json") { Description = "Write everything that was measured to this file, after each part." };
    private readonly Option<string[]> _from = new("--from") { Description = "Measure nothing; take files that --json wrote on this machine. A later file's parts replace an earlier one's.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Print Markdown." };
    private readonly Option<bool> _report = new("--report") { Description = "Write the tables into docs/performance.md." };

    public SweepsCommand()
        : base("Measures whole sweeps: what a trial costs beside its training, against Optuna and against the machine.")
    {
        foreach (var option in new Option[] { _parts, _engines, _whole, _runs, _postgres, _noPeer, _python, _data, _json, _from, _markdown, _report })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var report = parsed.GetValue(_from) is { Length: > 0 } files
            ? await ReadAsync(files, cancellationToken)
            : await MeasureAsync(Asked(parsed), cancellationToken);
        await KeepAsync(report, parsed.GetValue(_json), cancellationToken);

        if (parsed.GetValue(_report))
        {
            await PageSection.ReplaceAsync("sweeps", ReportText.Write(report, markdown: true), cancellationToken);
        }

        Console.Out.Write(ReportText.Write(report, parsed.GetValue(_markdown)));
        return 0;
    }

    private static async Task KeepAsync(SweepsReport report, string? path, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Json) + "\n", cancellationToken);
        }
    }

    private static async Task<SweepsReport> ReadAsync(string[] files, CancellationToken cancellationToken)
    {
        SweepsReport? all = null;
        foreach (var file in files)
        {
            var one = JsonSerializer.Deserialize<SweepsReport>(await File.ReadAllTextAsync(file, cancellationToken))!;
            all = all is null ? one : all.With(one);
        }

        return all!;
    }

    private static async Task<SweepsReport> MeasureAsync(SweepsOptions options, CancellationToken cancellationToken)
    {
        var machine = ThisMachine.Describe();
        var report = new SweepsReport { Machine = machine, Runs = [new SweepsRun(options.Command, TimeProvider.System.GetUtcNow(), machine.Load)] };
        var peer = options.Peer ? await OptunaProcess.FindAsync(options.Python, cancellationToken) : null;
        if (options.Peer && peer is null)
        {
            await Console.Error.WriteLineAsync("Optuna and PyTorch are not to be found: NOT MEASURED.");
        }

        await using var stores = await BenchStores.OpenAsync(options.Postgres, cancellationToken);
        if (stores.Postgres is null)
        {
            await Console.Error.WriteLineAsync("There is no PostgreSQL: NOT MEASURED.");
        }

        foreach (var part in options.Parts)
        {
            await Console.Error.WriteLineAsync($"{part} …");
            report = part switch
            {
                "empty" => report with { Empty = await EmptyPart.MeasureAsync(stores, options, peer, cancellationToken) },
                "sleep" => report with { Sleep = await SleepPart.MeasureAsync(stores, options, cancellationToken) },
                "growth" => report with { Growth = await GrowthPart.MeasureAsync(stores, options, cancellationToken) },
                "trained" => report with { Trained = await TrainedPart.MeasureAsync(stores, options, cancellationToken) },
                "peer" => peer is null ? report : report with { Peer = await PeerPart.MeasureAsync(stores, options, peer, cancellationToken) },
                "api" => report with { Api = await ApiPart.MeasureAsync(stores, options, cancellationToken) },
                "page" => report with { Page = await PagePart.MeasureAsync(stores, cancellationToken) },
                _ => throw new FormatException($"--parts: found '{part}'; one of {All}."),
            };

            // Parts take minutes: what was measured outlives an interruption of the next.
            await KeepAsync(report, options.Json, cancellationToken);
        }

        return report;
    }

    private SweepsOptions Asked(ParseResult parsed) => new()
    {
        Parts = List(parsed.GetValue(_parts)!),
        Engines = [.. List(parsed.GetValue(_engines)!).Select(Engines.Named)],
        Whole = parsed.GetValue(_whole),
        Runs = Math.Max(1, parsed.GetValue(_runs)),
        Postgres = parsed.GetValue(_postgres),
        Peer = !parsed.GetValue(_noPeer),
        Python = parsed.GetValue(_python),
        Data = parsed.GetValue(_data),
        Json = parsed.GetValue(_json),
        Command = string.Join(' ', ["dotnet run -c Release --project bench/Sweeps", .. parsed.Tokens.Count > 0 ? ["--"] : Array.Empty<string>(), .. parsed.Tokens.Select(token => token.Value)]),
    };

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
