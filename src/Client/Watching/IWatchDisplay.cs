namespace DropoutSweep.Client.Watching;

/// <summary>Shows a cluster's sweep while it runs.</summary>
internal interface IWatchDisplay
{
    /// <summary>Whether every ended trial deserves a line, not only the failed ones.</summary>
    bool TellsEveryEnd { get; }

    /// <summary>Shows until the work ends.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>A line that stays.</summary>
    /// <param name="text">The line.</param>
    /// <param name="bad">Whether it tells of something bad.</param>
    void Line(string text, bool bad);

    /// <summary>Where the sweep stands now.</summary>
    void Show(SweepMoment at);
}
