namespace DropoutSweep.Figures.Timeline;

/// <summary>An attempt on the timeline.</summary>
/// <param name="Row">The number of its slot's row.</param>
/// <param name="Start">When it began, in seconds since the first attempt.</param>
/// <param name="End">When it ended, or until when it is known to run.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="IsRetry">Whether the trial had an attempt before.</param>
/// <param name="Text">All that in words.</param>
public sealed record TimelineBar(int Row, double Start, double End, TimelineOutcome Outcome, bool IsRetry, string Text);
