using System.Diagnostics.CodeAnalysis;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// The memory that a process may fill with data sets and trials, shared out before it is used: what cannot fit is refused
/// with figures, instead of ending the process and every trial in it. Safe for use from many threads.
/// </summary>
/// <param name="capacity">Bytes there are for data sets and trials; above 0.</param>
/// <param name="limit">What sets the capacity, for messages, such as <c>192 MB that this process may use</c>.</param>
public sealed class TrialMemory(long capacity, string limit)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Turn> _waiting = [];
    private long _kept;
    private long _taken;

    /// <summary>Bytes that trials have taken.</summary>
    public long Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    /// <summary>Trials that wait for memory.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Whether a data set of so many bytes fits beside those that are kept.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="InsufficientMemoryException">It does not fit.</exception>
    public void Admit(long bytes, string name)
    {
        lock (_lock)
        {
            if (_kept + bytes >= capacity)
            {
                var others = _kept > 0 ? $", of which other data sets take {Megabytes(_kept)}" : "";
                Refuse($"The data set '{name}' takes {Megabytes(bytes)} of memory; there are {Megabytes(capacity)} for data sets and trials{others} ({limit}). A higher limit, or a smaller data set, would do.");
            }
        }
    }

    /// <summary>Counts a data set that is in memory from now on. Trials that wait and no longer fit beside it are refused.</summary>
    public void Keep(long bytes)
    {
        lock (_lock)
        {
            _kept += bytes;
            for (var turn = _waiting.First; turn is not null;)
            {
                var next = turn.Next;
                if (turn.Value.Bytes > capacity - _kept)
                {
                    _waiting.Remove(turn);
                    turn.Value.Refuse();
                }

                turn = next;
            }

            Serve();
        }
    }

    /// <summary>Takes a trial's memory, on the calling thread; waits while others hold it, in the order of asking.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="what">What they are for, for the message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What gives them back when disposed.</returns>
    /// <exception cref="InsufficientMemoryException">It would not fit if nothing else ran.</exception>
    public IDisposable Take(long bytes, string what, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_lock)
        {
            if (bytes > capacity - _kept)
            {
                RefuseTrial(bytes, what);
            }

            turn = new Turn(bytes);
            _waiting.AddLast(turn);
            Serve();
        }

        try
        {
            turn.Served.Wait(cancellationToken);
            if (turn.IsRefused)
            {
                RefuseTrial(bytes, what);
            }

            return new Share(this, bytes);
        }
        catch (OperationCanceledException)
        {
            Withdraw(turn);
            throw;
        }
        finally
        {
            turn.Served.Dispose();
        }
    }

    /// <summary>Takes memory for what nothing depends on: now, and behind nobody who waits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>What gives them back when disposed.</returns>
    /// <exception cref="InsufficientMemoryException">It is not free.</exception>
    public IDisposable TakeSpare(long bytes)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0 || _taken + bytes > capacity - _kept)
            {
                Refuse($"{Megabytes(bytes)} of memory are not to spare ({limit}, less data sets, trials and what the process itself needs).");
            }

            _taken += bytes;
        }

        return new Share(this, bytes);
    }

    [DoesNotReturn]
    private static void Refuse(string message) =>
#pragma warning disable MA0012 // This is the framework's exception for memory that is checked before it is used.
        throw new InsufficientMemoryException(message);
#pragma warning restore MA0012

    [DoesNotReturn]
    private void RefuseTrial(long bytes, string what) => Refuse(
        $"The trial needs {Megabytes(bytes)} of memory ({what}); there are {Megabytes(Math.Max(0, capacity - Interlocked.Read(ref _kept)))} for trials ({limit}, less data sets and what the process itself needs). A higher limit, smaller layers, a smaller batch or a plainer optimizer would do.");

    private static string Megabytes(long bytes) => $"{Math.Ceiling(bytes / 1e6):N0} MB";

    /// <summary>Lets those in who fit, the longest waiting first; one that does not fit holds up those behind it, or it would wait for ever.</summary>
    private void Serve()
    {
        while (_waiting.First is { } first && _taken + first.Value.Bytes <= capacity - _kept)
        {
            _waiting.RemoveFirst();
            _taken += first.Value.Bytes;
            first.Value.Served.Set();
        }
    }

    private void Withdraw(Turn turn)
    {
        lock (_lock)
        {
            if (!turn.IsRefused && !_waiting.Remove(turn))
            {
                // Served in the moment of cancelling.
                _taken -= turn.Bytes;
            }

            Serve();
        }
    }

    private void Return(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Serve();
        }
    }

    private sealed class Turn(long bytes)
    {
        public long Bytes { get; } = bytes;

        /// <summary>Set when there is room for it, or never will be.</summary>
        public ManualResetEventSlim Served { get; } = new();

        public bool IsRefused { get; private set; }

        public void Refuse()
        {
            IsRefused = true;
            Served.Set();
        }
    }

    private sealed class Share(TrialMemory memory, long bytes) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                memory.Return(bytes);
            }
        }
    }
}
