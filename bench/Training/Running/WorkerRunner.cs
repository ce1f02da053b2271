using System.Diagnostics;

namespace DropoutSweep.Bench.Running;

/// <summary>A runner on a thread of its own, as each slot of a sweep has one.</summary>
internal abstract class WorkerRunner : IRunner
{
    private readonly Thread _thread;
    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private readonly CancellationTokenSource _stop = new();
    private Exception? _failure;
    private int _units;

    protected WorkerRunner() => _thread = new Thread(Main) { IsBackground = true, Name = GetType().Name };

    /// <summary>The time of the run, filled in while it goes on.</summary>
    protected long Ticks { get; set; }

    /// <summary>The part of it that was evaluation.</summary>
    protected long EvaluationTicks { get; set; }

    /// <summary>Cancelled when nothing more is asked for.</summary>
    protected CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Begin(int units)
    {
        if (_thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted))
        {
            _thread.Start();
        }

        _units = units;
        Ticks = 0;
        EvaluationTicks = 0;
        _go.Release();
    }

    /// <inheritdoc/>
    public RunTime End()
    {
        _done.Wait();
        return _failure is null
            ? new RunTime(Microseconds(Ticks) / _units, Microseconds(EvaluationTicks) / _units)
            : throw new InvalidOperationException($"A run failed: {_failure.Message}", _failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        if (_thread.IsAlive)
        {
            _go.Release();
            _thread.Join();
        }

        _stop.Dispose();
        _go.Dispose();
        _done.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Works until cancelled: <see cref="WaitForBegin"/>, the units, <see cref="SayDone"/>, and again.</summary>
    protected abstract void Work();

    /// <summary>Waits for the next run and says how many units it has.</summary>
    protected int WaitForBegin()
    {
        _go.Wait();
        Stop.ThrowIfCancellationRequested();
        return _units;
    }

    /// <summary>Says that the run is over.</summary>
    protected void SayDone() => _done.Release();

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private void Main()
    {
        try
        {
            Work();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            // Nothing more is asked for.
        }
#pragma warning disable CA1031 // Whatever it was, it belongs to the thread that waits.
        catch (Exception exception)
        {
            _failure = exception;
            _done.Release();
        }
#pragma warning restore CA1031
    }
}
