using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DropoutSweep.EndToEnd;

/// <summary>The built client as a process that stays: <c>up</c> or <c>silo</c>, with settings of its own and its lines kept.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private const int Interrupt = 2;
    private const int Abort = 6;
    private const int Terminate = 15;
    private const int GoOn = 18;
    private const int Stop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _out = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly Task _read;

    private ClusterProcess(Process process)
    {
        _process = process;
        _read = Task.WhenAll(KeepAsync(process.StandardOutput, _out), KeepAsync(process.StandardError, _error));
    }

    /// <summary>What it has said on standard error.</summary>
    public string Error => string.Join('\n', _error);

    /// <summary>Starts it in a folder that holds its settings and its store.</summary>
    public static ClusterProcess Start(string folder, params string[] args) => Start(folder, before: [], environment: [], args);

    /// <summary>Starts it by a command that ends by executing its last arguments, with more variables of the environment.</summary>
    public static ClusterProcess Start(string folder, IReadOnlyList<string> before, IReadOnlyList<(string Name, string Value)> environment, params string[] args)
    {
        string[] command = [.. before, Path.Combine(AppContext.BaseDirectory, "dropoutsweep")];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Isolate(start, folder);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return new ClusterProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end, with the same settings.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsync(string folder, params string[] args)
    {
        using var process = Start(folder, args);
        var exit = await process.WaitAsync();
        return (exit, string.Join('\n', process._out), process.Error);
    }

    /// <summary>Waits for a number of addresses on standard output.</summary>
    public async Task<string> AddressesAsync(int count)
    {
        await UntilAsync(() => Task.FromResult(_out.Count >= count || _process.HasExited), $"{count} silo(s) to be ready");
        Assert(_out.Count >= count, "It ended before it was ready.");
        return string.Join(',', _out.Select(line => line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    public void SendInterrupt() => Send(_process.Id, Interrupt);

    public void SendTerminate() => Send(_process.Id, Terminate);

    /// <summary>Ends a process as a failed assertion in native code does. The runtime takes the first signal to give the second one its way.</summary>
    public static async Task CrashAsync(int process)
    {
        while (NativeKill(process, Abort) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Xunit.TestContext.Current.CancellationToken);
        }
    }

    /// <summary>SIGSTOP.</summary>
    public static void Freeze(int process) => Send(process, Stop);

    /// <summary>SIGCONT.</summary>
    public static void Continue(int process) => Send(process, GoOn);

    /// <summary>SIGKILL, to it alone.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(Xunit.TestContext.Current.CancellationToken).WaitAsync(Patience);
        await _read.WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits for something that no event tells of, as it happens in another process.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var began = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert(began.Elapsed < Patience, $"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), Xunit.TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What a silo's API answers.</summary>
    public static async Task<JsonElement> GetAsync(string cluster, string path)
    {
        using var http = new HttpClient();
        using var json = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(cluster.Split(',')[0] + path), Xunit.TestContext.Current.CancellationToken));
        return json.RootElement.Clone();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static void Isolate(ProcessStartInfo start, string folder)
    {
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, "config");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, "data");
        foreach (var variable in new[] { "DROPOUTSWEEP_CLUSTER", "DROPOUTSWEEP_TOKEN", "DROPOUTSWEEP_STORE" })
        {
            start.Environment.Remove(variable);
        }
    }

    private static async Task KeepAsync(StreamReader reader, ConcurrentQueue<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
        }
    }

    private void Assert(bool holds, string otherwise) => Xunit.Assert.True(holds, $"{otherwise}\n{Error}");

    private static void Send(int process, int signal)
    {
        if (NativeKill(process, signal) != 0)
        {
            throw new InvalidOperationException($"kill failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
