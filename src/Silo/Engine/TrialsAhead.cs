namespace DropoutSweep.Silo.Engine;

/// <summary>
/// How many trials a slot asks for at once: one, unless training them takes less time than asking does. Then as many as take
/// four times as long, so that slots do not spend most of their time on the way to the store.
/// </summary>
/// <param name="within">How long they may take together at most; zero for always one.</param>
internal sealed class TrialsAhead(TimeSpan within)
{
    /// <summary>One transaction shall not hold up those of others for long.</summary>
    private const int Most = 64;

    private const int TimesAsking = 4;

    /// <summary>What of the time is asked for: trials take more or less than those before them.</summary>
    private readonly TimeSpan _most = within * 0.6;

    /// <summary>What to ask for.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Takes in what the last trials have taken; twice as many come next at most.</summary>
    /// <param name="trials">How many ended, at least 1.</param>
    /// <param name="trained">How long that took.</param>
    /// <param name="asked">How long it then took to write their ends and to be handed the next ones.</param>
    public void Note(int trials, TimeSpan trained, TimeSpan asked)
    {
        var span = asked * TimesAsking < _most ? asked * TimesAsking : _most;
        var fit = span / (trained / trials);
        Count = fit >= 1 ? (int)Math.Min(Math.Min(fit, Most), Count * 2) : 1;
    }

    /// <summary>They took longer than they may.</summary>
    public void Halve() => Count = Math.Max(1, Count / 2);
}
