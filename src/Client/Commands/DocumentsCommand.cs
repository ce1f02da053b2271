using System.CommandLine;
using DropoutSweep.Client.Documents;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Reports;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Commands;

/// <summary>Runs the documents' experiments and holds their claims against the results.</summary>
internal sealed class DocumentsCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly Option<string> _folder = new("--documents")
    {
        Description = $"The folder of the experiments and of {ClaimFile.Name}; sweeps/documents unless given.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("sweeps", "documents"),
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the runs and the report; runs/documents unless given. Runs that are there are gone on with.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("runs", "documents"),
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Replace a value in every specification, such as replicates=3; may be given several times.",
        HelpName = "path=value",
    };

    private readonly Option<string?> _only = new("--only") { Description = "Only the claims whose id or sweep begins so.", HelpName = "TEXT" };
    private readonly DataOption _data = new();

    public DocumentsCommand(ClientHost host)
        : base("documents", "Run the five documents' experiments and write one report: each claim with what was measured.")
    {
        _host = host;
        Add(_folder);
        Add(_out);
        Add(_set);
        Add(_only);
        Add(_data);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep documents", "dropoutsweep documents --only saturation --set replicates=3"];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (folder, destination, only) = (parsed.GetRequiredValue(_folder), parsed.GetRequiredValue(_out), parsed.GetValue(_only));
        Claim[] claims = [.. ClaimFile.Read(folder).Where(claim => only is null || claim.Id.StartsWith(only, StringComparison.Ordinal) || claim.Sweep.StartsWith(only, StringComparison.Ordinal))];
        if (claims.Length == 0)
        {
            throw new InputException($"No claim and no sweep begins with '{only}'.");
        }

        foreach (var group in claims.GroupBy(claim => claim.Sweep, StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, group.Key);
            ClaimJudge.Check(group, SweepSpecReader.Read(SpecificationFile.Read(file), file, parsed.GetValue(_set) ?? []));
        }

        var failed = false;
        var results = new List<ClaimResult>();
        var sweeps = new List<(string Folder, ReportContent Report)>();
        foreach (var group in claims.GroupBy(claim => claim.Sweep, StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(group.Key);
            var run = Path.Combine(destination, name);
            var exit = await TrainAsync(Path.Combine(folder, group.Key), run, parsed, cancellationToken).ConfigureAwait(false);
            if (exit is not (ExitCodes.Success or ExitCodes.Failure))
            {
                return exit;
            }

            failed |= exit == ExitCodes.Failure;
            var source = await SweepSourceArguments.OpenFolderAsync(_host, run, parsed.GetValue(_data), cancellationToken).ConfigureAwait(false);
            await using var closing = source.ConfigureAwait(false);
            results.AddRange(await ClaimJudge.JudgeAsync([.. group], source, cancellationToken).ConfigureAwait(false));
            var report = await ReportBuilder.BuildAsync(new ReportSource(source.Spec, source.Dataset, source.Results, source.Models, source.Command), new ModelInspectionOptions(), cancellationToken).ConfigureAwait(false);
            ReportFiles.Write(run, report);
            sweeps.Add((name, report));
        }

        var page = Path.Combine(destination, "documents.html");
        AtomicFile.WriteText(page, writer => writer.Write(DocumentsPage.Write(results, sweeps)));
        var table = new TextTable(["ID", "MEASURED", "VERDICT"]);
        foreach (var result in results)
        {
            table.Add([result.Claim.Id, result.Difference is null ? DocumentsPage.Number(null, result.Claim.Metric) : $"{DocumentsPage.Number(result.Difference, result.Claim.Metric)} {ClaimMetrics.Unit(result.Claim.Metric)}", result.Verdict]);
        }

        table.Write(_host.Out);
        _host.Out.WriteLine(page);
        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>Runs a sweep as <c>run</c> does; its table is talk here, so it goes where talk goes.</summary>
    private Task<int> TrainAsync(string file, string run, ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] data = parsed.GetValue(_data) is { } directory ? ["--data", directory] : [];
        string[] args = ["run", file, "--out", run, "--no-report", .. data, .. (parsed.GetValue(_set) ?? []).SelectMany(set => (string[])["--set", set])];
        return CommandLine.RunAsync(args, _host with { Out = _host.Error, OutIsTerminal = false }, cancellationToken);
    }
}
