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
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static TorchProcess Start(string python, string command, PeerOptions options)
    {
        var start = new ProcessStartInfo(python) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Repository.PathOf("bench", "peers", "torch_training.py"));
        start.ArgumentList.Add(JsonSerializer.Serialize(options));
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        if (Avx512F.IsSupported)
        {
            // Left alone, this library knows newer processors as older ones and takes narrower kernels.
            start.Environment.TryAdd("OPENBLAS_CORETYPE", "SkylakeX");
        }

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
