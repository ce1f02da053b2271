using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using DropoutSweep.Bench.Running;

namespace DropoutSweep.Bench.Peers;

/// <summary>A PyTorch process that is kept for a row and told over its standard input what to run.</summary>
internal sealed class TorchProcess : IRunner
{
    private readonly Process _process;
    private readonly string _command;
    private int _units;

    private TorchProcess(Process process, string command, PeerDescription description)
    {
        _process = process;
        _command = command;
        Description = description;
    }

    /// <summary>What the peer says of itself.</summary>
    public PeerDescription Description { get; }

    /// <summary>Starts one.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="command">What its units are: <c>steps</c>, <c>trials</c> or <c>evaluate</c>.</param>
    /// <param name="options">What to train.</param>
    /// <param name="kernels">The kernels of OpenBLAS to ask for; null for the fastest that this processor has.</param>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static TorchProcess Start(string python, string command, PeerOptions options, string? kernels)
    {
        var start = new ProcessStartInfo(python) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Repository.PathOf("bench", "peers", "torch_training.py"));
        start.ArgumentList.Add(JsonSerializer.Serialize(options));
        SetUp(start.Environment, kernels);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
        var line = process.StandardOutput.ReadLine();
        var description = line is null ? null : JsonSerializer.Deserialize<PeerDescription>(line);
        if (description is not null)
        {
            return new TorchProcess(process, command, description);
        }

        process.WaitForExit();
        process.Dispose();
        throw new InvalidOperationException("The PyTorch process ended before it was asked anything; what it said stands above.");
    }

    /// <summary>The first interpreter that has PyTorch; null when there is none.</summary>
    /// <param name="named">The one that the user named; null to look for it.</param>
    public static string? FindPython(string? named)
    {
        string[] candidates = named is not null ? [named] : ["python3", "/usr/bin/python3", "python"];
        return Array.Find(candidates, HasTorch);
    }

    /// <inheritdoc/>
    public void Begin(int units)
    {
        _units = units;
        _process.StandardInput.WriteLine($"{_command} {units}");
        _process.StandardInput.Flush();
    }

    /// <inheritdoc/>
    public RunTime End()
    {
        var answer = _process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("The PyTorch process ended; what it said stands above.");
        return new RunTime(double.Parse(answer[0], CultureInfo.InvariantCulture) / _units, double.Parse(answer[1], CultureInfo.InvariantCulture) / _units);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Nothing that the user's shell tells OpenBLAS reaches the peer: what it runs with is what the report says.
    private static void SetUp(IDictionary<string, string?> environment, string? kernels)
    {
        foreach (var inherited in environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(inherited);
        }

        environment["OPENBLAS_NUM_THREADS"] = "1";
        environment["OMP_NUM_THREADS"] = "1";

        // Left alone, this library knows some processors as older ones and takes narrower kernels.
        if ((kernels ?? (Avx512F.IsSupported ? "SkylakeX" : null)) is { } name)
        {
            environment["OPENBLAS_CORETYPE"] = name;
        }
    }

    private static bool HasTorch(string python)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", "import torch"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start);
            process!.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
