using System.Diagnostics;
using System.Reflection;
using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Up;

/// <summary>A silo in a process of its own, with this program's executable.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<ReadyLine?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(Process process, Action<string> said)
    {
        _process = process;
        Ended = EndAsync(said);
    }

    /// <summary>What it printed when it was ready; null when it ended before.</summary>
    public Task<ReadyLine?> Ready => _ready.Task;

    /// <summary>Its exit code, once it has ended and all it said was passed on.</summary>
    public Task<int> Ended { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a silo.</summary>
    /// <param name="arguments">Arguments of the command <c>silo</c>.</param>
    /// <param name="store">Its store; given by the environment, as it may hold a password.</param>
    /// <param name="said">Told every line of its standard error.</param>
    public static SiloProcess Start(IEnumerable<string> arguments, string store, Action<string> said)
    {
        var (executable, first) = Program();
        var start = new ProcessStartInfo(executable)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ClusterSettings.StoreVariable] = store;
        foreach (var argument in first.Concat(["silo", Commands.SiloCommand.UntilInputEnds]).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return new SiloProcess(Process.Start(start) ?? throw new InputException($"'{executable}' cannot be started."), said);
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already.
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has gone already.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    /// <summary>This program: its own executable, or the runtime's with the program's library.</summary>
    private static (string Executable, string[] Arguments) Program()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("The process has no path.");
        return string.Equals(Path.GetFileNameWithoutExtension(executable), "dotnet", StringComparison.OrdinalIgnoreCase)
            ? (executable, [Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetExecutingAssembly().GetName().Name}.dll")])
            : (executable, []);
    }

    private async Task<int> EndAsync(Action<string> said)
    {
        var output = ReadAsync(_process.StandardOutput, line =>
        {
            if (ReadyLine.Parse(line) is { } ready)
            {
                _ready.TrySetResult(ready);
            }
        });
        var error = ReadAsync(_process.StandardError, said);
        await Task.WhenAll(output, error, _process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false);
        _ready.TrySetResult(null);
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } text)
        {
            line(text);
        }
    }
}
