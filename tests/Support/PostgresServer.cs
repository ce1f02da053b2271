using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DropoutSweep.Tests.Support;

/// <summary>
/// A PostgreSQL server of its own, from the machine's binaries, in a temporary folder and on a loopback port. A small
/// shell watches over it: when this process ends, however it ends, the server is stopped and its folder removed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    /// <summary>Ends when its standard input does: the pipe from this process closes when this process is killed, too.</summary>
    private const string Watch = """
        if [ ! -d "$1/data" ]; then
          "$2/initdb" -D "$1/data" -A trust -U postgres -N --no-locale -E UTF8 >"$1/log" 2>&1 || exit 1
        fi
        "$2/postgres" -D "$1/data" -k "$1" -p "$3" -c listen_addresses=127.0.0.1 -c fsync=$4 -c shared_buffers=32MB \
          -c max_connections=80 >>"$1/log" 2>&1 &
        server=$!
        cat >/dev/null
        exec 2>/dev/null
        kill -INT $server
        wait $server
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-pg-").FullName;
    private readonly int _port = FreePort();
    private Process? _watch;

    private readonly bool _durable;

    private PostgresServer(bool durable) => _durable = durable;

    /// <summary>Why there is no server to be had; null when there is one.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !File.Exists(Path.Combine(Binaries, "postgres"))
            ? $"PostgreSQL 15 is not installed in {Binaries}."
            : null;

    /// <summary>Starts a server, which is ready when this returns.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="durable">Whether commits wait for the disk, as those of a server do that is used; tests gain nothing by it.</param>
    public static async Task<PostgresServer> StartNewAsync(CancellationToken cancellationToken, bool durable = false)
    {
        var server = new PostgresServer(durable);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres", server._folder], cancellationToken);
        }

        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The address of a database on this server.</summary>
    public string Address(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    /// <summary>The server's port on the loopback address.</summary>
    public int Port => _port;

    /// <summary>Makes a new database.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"d{Guid.NewGuid():N}";
        await RunAsync(Path.Combine(Binaries, "createdb"), ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", name], cancellationToken);
        return Address(name);
    }

    /// <summary>Starts the server, again after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var root = Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo(root ? "setpriv" : "sh") { UseShellExecute = false, RedirectStandardInput = true };
        string[] arguments = ["-c", Watch, "sh", _folder, Binaries, _port.ToString(), _durable ? "on" : "off"];
        foreach (var argument in root ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh", .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = _folder;
        _watch = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL's watch did not start.");
        await ReadyAsync(cancellationToken);
    }

    /// <summary>Stops the server at once; what was committed stays.</summary>
    public async Task StopAsync()
    {
        if (_watch is { } watch)
        {
            _watch = null;
            watch.StandardInput.Close();
            await watch.WaitForExitAsync();
            watch.Dispose();
        }
    }

    /// <summary>Kills the server: what it had not yet handed to its disk is gone.</summary>
    public async Task KillAsync()
    {
        // A new server waits for no old process. What is dead may not have been collected yet (Z).
        const string All = """
            read -r server <"$1" && kill -STOP "$server" || exit 1
            for one in $server $(pgrep -P "$server"); do
              kill -KILL "$one" 2>/dev/null
              while [ -e "/proc/$one" ] && ! grep -q '^State:.Z' "/proc/$one/status"; do sleep 0.01; done
            done
            """;
        if (await RunAsync("sh", ["-c", All, "sh", Path.Combine(_folder, "data", "postmaster.pid")], CancellationToken.None) != 0)
        {
            throw new InvalidOperationException("PostgreSQL was not killed.");
        }

        await StopAsync();
    }

    /// <summary>Makes the server stand still: connections stay, new ones are taken, nothing is answered.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private async Task SignalAsync(string signal)
    {
        const string ToAll = """
            read -r server <"$1" && kill -"$2" "$server" || exit 1
            for child in $(pgrep -P "$server"); do kill -"$2" "$child" || true; done
            """;
        if (await RunAsync("sh", ["-c", ToAll, "sh", Path.Combine(_folder, "data", "postmaster.pid"), signal], CancellationToken.None) != 0)
        {
            throw new InvalidOperationException($"PostgreSQL did not get SIG{signal}.");
        }
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (await RunAsync(Path.Combine(Binaries, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", _port.ToString()], cancellationToken) != 0)
        {
            if (_watch is not { HasExited: false } || clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"PostgreSQL did not start:\n{await File.ReadAllTextAsync(Path.Combine(_folder, "log"), cancellationToken)}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
