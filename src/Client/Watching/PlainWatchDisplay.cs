namespace DropoutSweep.Client.Watching;

/// <summary>Lines for where nothing can be redrawn: one per thing that happened, and where the sweep stands when ten seconds were silent.</summary>
internal sealed class PlainWatchDisplay(TextWriter writer, TimeProvider time) : IWatchDisplay
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private long _written = time.GetTimestamp();

    /// <inheritdoc/>
    public bool TellsEveryEnd => true;

    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work) => work();

    /// <inheritdoc/>
    public void Line(string text, bool bad)
    {
        lock (_lock)
        {
            writer.WriteLine(text);
            _written = time.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public void Show(SweepMoment at)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_written) >= Silence)
            {
                Line($"{SweepText.Line(at)}; {SweepText.Silos(at.Silos)}", bad: false);
            }
        }
    }
}
