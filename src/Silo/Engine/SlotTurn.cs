using DropoutSweep.Silo.Logging;
using DropoutSweep.Silo.Slots;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// What a slot goes through from one trial on until it has none to go on with: the trials of one sweep that it is handed as it
/// brings the ends of those before. Quick ones it is handed several at once, and their ends are written together. What has
/// not come to its turn within a moment is given back, and what waits to be written is written, whatever the slot is at by then.
/// </summary>
internal sealed class SlotTurn : IDisposable
{
    /// <summary>Models that wait are held in memory; with so many bytes of them, ends wait for no more.</summary>
    private const int MostBytes = 4_000_000;

    private readonly ActiveAttempts _active;
    private readonly AttemptServices _services;
    private readonly Func<int, bool, ClaimRequest?> _claim;
    private readonly TimeProvider _time;
    private readonly TimeSpan _within;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fail;
    private readonly SweepWork _work;
    private readonly ITimer _late;
    private readonly TrialsAhead _trials;
    private readonly Lock _lock = new();
    private readonly Queue<ActiveAttempt> _ahead = new();
    private readonly List<EndedAttempt> _ended = [];
    private readonly List<ActiveAttempt> _over = [];
    private long _asked;
    private int _trained;

    /// <summary>Begins a turn.</summary>
    /// <param name="first">The first attempt; its sweep is set.</param>
    /// <param name="active">The silo's attempts.</param>
    /// <param name="services">The way to the store.</param>
    /// <param name="claim">What the slot asks for when it wants so many trials, given whether those before were quick; null for nothing.</param>
    /// <param name="within">How long what is handed out ahead, or has ended, may wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="fail">Called when the store failed and is not waited for, and nobody else would hear of it.</param>
    public SlotTurn(ActiveAttempt first, ActiveAttempts active, AttemptServices services, Func<int, bool, ClaimRequest?> claim, TimeSpan within, TimeProvider time, ILogger logger, Action<Exception> fail)
    {
        (_active, _services, _claim, _within, _time, _logger, _fail) = (active, services, claim, within, time, logger, fail);
        (_work, _trials) = (first.Work, new TrialsAhead(within));
        _asked = time.GetTimestamp();
        _late = time.CreateTimer(_ => _ = GiveUpAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Take(first);
    }

    /// <summary>The next attempt to train; null when the turn is over. Those that were told to stop before it was theirs are given back.</summary>
    /// <exception cref="StoreException">The ends that waited could not be written.</exception>
    public ActiveAttempt? Next()
    {
        ActiveAttempt? next = null;
        var stopped = new List<ActiveAttempt>();
        List<EndedAttempt> ends = [];
        lock (_lock)
        {
            while (next is null && _ahead.TryDequeue(out var attempt))
            {
                if (attempt.Directive is AttemptDirective.Release or AttemptDirective.Abandon)
                {
                    stopped.Add(attempt);
                }
                else
                {
                    next = attempt;
                }
            }

            if (next is null)
            {
                // The last one brought no end.
                ends = TakeEnds();
            }
        }

        _over.AddRange(stopped);
        try
        {
            // First what others can go on with: whoever takes ends may have to be waited for.
            if (stopped.Count > 0)
            {
                SlotThread.Wait(new ValueTask(_active.ReturnAsync([.. stopped.Where(attempt => attempt.Directive == AttemptDirective.Release)])));
            }
        }
        finally
        {
            WriteLast(ends);
        }

        if (next is not null)
        {
            next.BeganAt = _time.GetTimestamp();
        }

        return next;
    }

    /// <summary>
    /// Takes an attempt's end. While the slot has other trials to go on with, it waits to be written with theirs; the last
    /// one writes them all, and asks for more.
    /// </summary>
    /// <returns>False when it was refused; what waits is taken.</returns>
    public bool Complete(ActiveAttempt attempt, AttemptEnd end)
    {
        List<EndedAttempt> ends;
        bool more;
        bool quick;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _ended.Add(new EndedAttempt(attempt, end, now));
            _trained++;
            quick = _time.GetElapsedTime(_asked, now) < _within * _trained;
            more = _ahead.Count > 0;
            if (more && _ended.Sum(static one => one.End.Model?.Size ?? 0) < MostBytes)
            {
                return true;
            }

            ends = TakeEnds();
            if (!more)
            {
                _late.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        var claim = more || _active.IsStopping ? null : _claim(attempt.HasHours ? 1 : _trials.Count, quick);
        var accepted = Write(ends, claim);

        // The last one's thread is told here, and logs it.
        LogRefused(ends[..^1], accepted);
        return accepted[^1];
    }

    /// <summary>The slot is done with an attempt. It is over, and so is what its end took along, unless its own waits to be written.</summary>
    public void Settle(ActiveAttempt attempt)
    {
        if (!attempt.HasEnded)
        {
            _over.Add(attempt);
        }

        RemoveOver();
    }

    /// <inheritdoc/>
    public void Dispose() => _late.Dispose();

    /// <summary>Writes what waits when no end is left to take it along; whatever comes of it, the attempts are over.</summary>
    private void WriteLast(List<EndedAttempt> ends)
    {
        try
        {
            if (ends.Count > 0)
            {
                LogRefused(ends, Write(ends, claim: null));
            }
        }
        finally
        {
            RemoveOver();
        }
    }

    private void RemoveOver()
    {
        if (_over.Count > 0)
        {
            _active.Remove([.. _over]);
            _over.Clear();
        }
    }

    private List<EndedAttempt> TakeEnds()
    {
        List<EndedAttempt> ends = [.. _ended];
        _ended.Clear();
        return ends;
    }

    private void Take(ActiveAttempt attempt)
    {
        attempt.Work = _work;
        attempt.Turn = this;
        _ahead.Enqueue(attempt);
    }

    /// <summary>Brings ends to the desk, on the slot's thread, and takes what it is handed; whatever comes of it, their attempts are over.</summary>
    private IReadOnlyList<bool> Write(List<EndedAttempt> ends, ClaimRequest? claim)
    {
        _over.AddRange(ends.Select(static end => end.Attempt));
        var began = _time.GetTimestamp();
        var answer = SlotThread.Wait(_services.AskAsync(desk => desk.CompleteAsync(EndsOf(ends), claim, _services.End)));
        lock (_lock)
        {
            if (claim is not null)
            {
                var now = _time.GetTimestamp();
                _trials.Note(_trained, _time.GetElapsedTime(_asked, began), _time.GetElapsedTime(began, now));
                (_asked, _trained) = (now, 0);
            }

            foreach (var lease in answer.Next)
            {
                Take(_active.Add(lease, ahead: answer.Next.Count > 1));
            }

            if (answer.Next.Count > 1)
            {
                _late.Change(_within, Timeout.InfiniteTimeSpan);
            }
        }

        return answer.Accepted;
    }

    /// <summary>The trial that is trained takes longer than those before it led to expect: others shall have those that wait behind it.</summary>
    private async Task GiveUpAsync()
    {
        List<EndedAttempt> ends;
        List<ActiveAttempt> unbegun;
        lock (_lock)
        {
            ends = TakeEnds();
            unbegun = [.. _ahead];
            _ahead.Clear();
            if (ends.Count == 0 && unbegun.Count == 0)
            {
                return;
            }

            // What has been trained so far says enough; the next end is to be held against the time from here.
            _trials.Halve();
            (_asked, _trained) = (_time.GetTimestamp(), 0);
        }

        try
        {
            if (unbegun.Count > 0)
            {
                await _active.ReturnAsync(unbegun).ConfigureAwait(false);
            }

            if (ends.Count > 0)
            {
                var answer = await _services.AskAsync(desk => desk.CompleteAsync(EndsOf(ends), next: null, _services.End)).ConfigureAwait(false);
                LogRefused(ends, answer.Accepted);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is going, and the store did not answer in time: the leases run out by themselves.
        }
#pragma warning disable CA1031 // Nobody awaits this task: what it throws ends the engine instead of vanishing.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _fail(error);
        }
        finally
        {
            _active.Remove([.. ends.Select(static end => end.Attempt), .. unbegun]);
        }
    }

    /// <summary>What the desk is told of ends: how long ago each was, all as of one moment, so that their order and distances are kept.</summary>
    private List<AttemptEnd> EndsOf(List<EndedAttempt> ends)
    {
        var now = _time.GetTimestamp();
        return ends.ConvertAll(end => !end.Attempt.IsAhead ? end.End : end.End with
        {
            BeganAgo = _time.GetElapsedTime(end.Attempt.BeganAt, now),
            EndedAgo = _time.GetElapsedTime(end.At, now),
        });
    }

    private void LogRefused(List<EndedAttempt> ends, IReadOnlyList<bool> accepted)
    {
        for (var i = 0; i < ends.Count; i++)
        {
            if (!accepted[i])
            {
                var id = ends[i].Attempt.Id;
                _logger.Dropped(id.Sweep, id.Trial, id.Attempt);
            }
        }
    }
}
