using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DropoutSweep.Faults.Processes;

/// <summary>A process of the system under test, with signals; killed at the latest when disposed.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SignalStop = 19;
    private const int SignalContinue = 18;
    private const int SignalTerminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private bool _disposed;

    private ChildProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the client, which must have been built beside this assembly.</summary>
    public static ChildProcess StartClient(IReadOnlyDictionary<string, string>? environment, params string[] args) =>
        Start("dropoutsweep", environment, args);

    /// <summary>Starts a program that was built beside this assembly.</summary>
    public static ChildProcess Start(string name, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL; returns once it is dead.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP.</summary>
    public void Stop() => Send(SignalStop);

    /// <summary>SIGCONT.</summary>
    public void Continue() => Send(SignalContinue);

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Send(SignalTerminate);

    /// <summary>Waits for its end.</summary>
    /// <param name="patience">How long at most; half a minute unless said.</param>
    public async Task<(int Exit, string Output, string Error)> WaitAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new TimeoutException($"Process {Id} did not end within {(patience ?? Patience).TotalSeconds:0} s.", error);
        }

        return (_process.ExitCode, await _output, await _error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Send(int signal)
    {
        if (NativeKill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} to process {Id} failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int process, int signal);
}
