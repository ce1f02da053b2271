namespace DropoutSweep.Client.Up;

/// <summary>How long to wait before a crashed silo is started again: longer each time, and from the start when it had lived for a while.</summary>
internal sealed class RestartPauses
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(60);
    private TimeSpan _next = First;

    /// <summary>The pause after a life.</summary>
    public TimeSpan After(TimeSpan lived)
    {
        var pause = lived >= Lasting ? First : _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
