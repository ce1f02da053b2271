namespace DropoutSweep.Sweeps.Execution;

/// <summary>The trials still to run, handed out in the order of their numbers, each once.</summary>
internal sealed class TrialQueue
{
    private readonly Lock _lock = new();
    private readonly int _trials;
    private readonly HashSet<int> _ended;
    private int _next;
    private bool _abandoned;

    public TrialQueue(int trials, IEnumerable<int> ended)
    {
        _trials = trials;
        _ended = [.. ended];
        Count = trials - _ended.Count;
    }

    /// <summary>Trials that were to run at the beginning.</summary>
    public int Count { get; }

    /// <summary>Whether a trial was left for another time.</summary>
    public bool Abandoned
    {
        get
        {
            lock (_lock)
            {
                return _abandoned;
            }
        }
    }

    /// <summary>A trial was stopped before its end.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _abandoned = true;
        }
    }

    /// <summary>The next trial's number; null when none is left or no more shall be started.</summary>
    public int? Take(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            while (_next < _trials && _ended.Contains(_next))
            {
                _next++;
            }

            if (_next >= _trials)
            {
                return null;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                _abandoned = true;
                return null;
            }

            return _next++;
        }
    }
}
