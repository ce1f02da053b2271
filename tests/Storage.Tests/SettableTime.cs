namespace DropoutSweep.Storage.Tests;

/// <summary>The machine's clock, shifted by what a test says; its timers are real.</summary>
internal sealed class SettableTime : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);
}
