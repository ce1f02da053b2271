using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using DropoutSweep.Client.Reports;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Commands;

/// <summary>Writes a sweep's report.</summary>
internal sealed class ReportCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly SweepSourceArguments _source;
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write report.html and figures/ to; the run's folder, or reports/<sweep>, unless given.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _open = new("--open") { Description = "Open the report in the browser." };

    public ReportCommand(ClientHost host)
        : base("report", "Write a sweep's report: one page with the answer, figures, and how to make it again.")
    {
        _host = host;
        _source = new SweepSourceArguments(this, host);
        Add(_out);
        Add(_open);
        SetAction(ReportAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep report runs/quickstart-1a2b3c4d --open", "dropoutsweep report quickstart --out reports/quickstart"];

    private async Task<int> ReportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = await _source.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var folder = parsed.GetValue(_out) ?? source.Folder;
        if (string.IsNullOrWhiteSpace(folder) || File.Exists(folder))
        {
            throw new InputException($"'{folder}' is no folder; --out names one.");
        }

        var content = await ReportBuilder.BuildAsync(
            new ReportSource(source.Spec, source.Dataset, source.Results, source.Models, source.Command),
            new ModelInspectionOptions(),
            cancellationToken).ConfigureAwait(false);
        var page = ReportFiles.Write(folder, content);
        _host.Out.WriteLine(page);
        if (parsed.GetValue(_open))
        {
            Open(page);
        }

        return ExitCodes.Success;
    }

    private void Open(string page)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(Path.GetFullPath(page)) { UseShellExecute = true });
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            _host.Error.WriteLine($"No browser could be started ({error.Message}); open {page} in one.");
        }
    }
}
