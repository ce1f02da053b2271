using System.Diagnostics;
using System.Globalization;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>A program that was built beside this one; ends when it is disposed, and by itself when this process ends.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private BenchProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Seconds of processor time so far.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Its greatest resident memory so far: MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            var status = $"/proc/{_process.Id}/status";
            var line = File.Exists(status) ? Array.Find(File.ReadAllLines(status), text => text.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>The last line that it printed; once it was asked to end and has ended.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        var said = await _process.StandardOutput.ReadToEndAsync();
        return said.Trim().Split('\n')[^1];
    }

    /// <summary>Starts a silo whose trials do nothing, or sleep, on a store; returns once the store lists it.</summary>
    public static async Task<BenchProcess> StartProbeAsync(string store, EngineKind engine, int slots, CancellationToken cancellationToken, params string[] work)
    {
        var probe = Start("silo-probe", [store, Engines.NameOf(engine), slots.ToString(CultureInfo.InvariantCulture), "15", .. work]);
        await probe.ReadLineAsync(cancellationToken);
        return probe;
    }

    /// <summary>Starts a silo of the client on a free port of loopback.</summary>
    /// <returns>The process, and its address.</returns>
    public static async Task<(BenchProcess Silo, Uri Address)> StartSiloAsync(string store, int slots, string? data, CancellationToken cancellationToken)
    {
        var silo = Start("dropoutsweep", ["silo", "--store", store, "--slots", slots.ToString(CultureInfo.InvariantCulture), "--port", "0", "--until-input-ends", .. Data(data)]);
        var line = await silo.ReadLineAsync(cancellationToken);
        return (silo, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()));
    }

    /// <summary>Runs a command of the client to its end.</summary>
    /// <param name="program">The client's path; null for the one that was built beside this program.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunClientAsync(string? program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var client = Start(program ?? "dropoutsweep", arguments);
        await client._process.StandardOutput.ReadToEndAsync(cancellationToken);
        await client._process.WaitForExitAsync(cancellationToken);
        if (client._process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dropoutsweep {string.Join(' ', arguments)} ended with {client._process.ExitCode}: {await client._errors}");
        }
    }

    /// <summary>The option that names the folder of data sets.</summary>
    public static string[] Data(string? folder) => folder is null ? [] : ["--data", folder];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private static BenchProcess Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new BenchProcess(Process.Start(start)!);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"A silo ended before it was ready: {await _errors}");
}
