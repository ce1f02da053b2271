using System.Text.Json;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>Something that happened to a sweep.</summary>
/// <param name="Sequence">Its number within the sweep, from 1, without gaps.</param>
/// <param name="At">When, by the store's clock (UTC).</param>
/// <param name="Kind">Its kind: <c>sweep</c>, <c>started</c>, <c>epochs</c>, <c>ended</c>, <c>released</c> or <c>lost</c>.</param>
/// <param name="Trial">The trial that it is about; absent when it is about the sweep.</param>
/// <param name="Data">Details, by kind.</param>
public sealed record EventView(long Sequence, DateTimeOffset At, string Kind, int? Trial, JsonElement Data);
