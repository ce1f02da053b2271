namespace DropoutSweep.Sweeps.Stores;

/// <summary>Something that happened to a sweep.</summary>
/// <param name="Sequence">Its number within the sweep, from 1, without gaps.</param>
/// <param name="At">When, by the store's clock (UTC).</param>
/// <param name="Kind">One of <see cref="SweepEventKinds"/>.</param>
/// <param name="Trial">The trial that it is about; null when it is about the sweep.</param>
/// <param name="Data">Details as a JSON object.</param>
public sealed record SweepEvent(long Sequence, DateTimeOffset At, string Kind, int? Trial, string Data);
