using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Bench.Sweeps.Peers;

/// <summary>Optuna, by itself and with PyTorch, in processes of a Python that has them.</summary>
internal sealed class OptunaProcess
{
    private const int Workers = 2;
    private readonly string _python;

    private OptunaProcess(string python, string version) => (_python, Version) = (python, version);

    /// <summary>Optuna's version.</summary>
    public string Version { get; }

    /// <summary>Looks for a Python that has Optuna and PyTorch; null when there is none.</summary>
    /// <param name="named">The one that the user named; null to look for it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<OptunaProcess?> FindAsync(string? named, CancellationToken cancellationToken)
    {
        foreach (var python in named is not null ? [named] : new[] { "python3", "/usr/bin/python3", "python" })
        {
            try
            {
                var (exit, output) = await RunAsync(python, ["-c", "import optuna, torch; print(optuna.__version__)"], quiet: true, cancellationToken);
                if (exit == 0)
                {
                    return new OptunaProcess(python, output.Trim());
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program.
            }
        }

        return null;
    }

    /// <summary>Seconds that trials which do nothing take.</summary>
    public async Task<double> EmptyAsync(int trials, string sampler, CancellationToken cancellationToken)
    {
        var output = await RunAsync("optuna_empty.py", [trials.ToString(CultureInfo.InvariantCulture), sampler], cancellationToken);
        return double.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Trains the quickstart's sweep with so many seeds.</summary>
    public async Task<TrainedPeer> TrainAsync(int seeds, string? data, CancellationToken cancellationToken)
    {
        var selection = await new DatasetLoader(DatasetSources.FromEnvironment(data)).LoadAsync(["mnist"], progress: null, cancellationToken);
        var options = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["layers"] = (int[][])[[256, 128], [128, 64]],
            ["dropout"] = (double[])[0, 0.2, 0.4, 0.6],
            ["seeds"] = seeds,
            ["batch"] = 128,
            ["epochs"] = 5,
            ["workers"] = Workers,
            ["files"] = selection.Location.Files,
        });
        var began = TimeProvider.System.GetTimestamp();
        var output = await RunAsync("optuna_torch.py", [options], cancellationToken);
        return JsonSerializer.Deserialize<TrainedPeer>(output)! with { Whole = TimeProvider.System.GetElapsedTime(began).TotalSeconds };
    }

    private static async Task<(int Exit, string Output)> RunAsync(string python, IReadOnlyList<string> arguments, bool quiet, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = quiet };
        SetUp(start.Environment);
        using var process = Process.Start(start)!;
        try
        {
            var errors = quiet ? process.StandardError.ReadToEndAsync(cancellationToken) : Task.FromResult(string.Empty);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // As bench/Training: nothing that the user's shell tells OpenBLAS reaches the peer, and it takes its widest kernels.
    private static void SetUp(IDictionary<string, string?> environment)
    {
        foreach (var inherited in environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(inherited);
        }

        environment["OPENBLAS_NUM_THREADS"] = "1";
        environment["OMP_NUM_THREADS"] = "1";
        if (Avx512F.IsSupported)
        {
            environment["OPENBLAS_CORETYPE"] = "SkylakeX";
        }
    }

    private async Task<string> RunAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (exit, output) = await RunAsync(_python, [Repository.PathOf("bench", "peers", script), .. arguments], quiet: false, cancellationToken);
        return exit == 0 ? output : throw new InvalidOperationException($"{script} ended with {exit}; what it said stands above.");
    }
}
