using System.Collections;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A list that is broken from its second reading on: of a model, its size can be told and its file not be made.</summary>
internal sealed class ReadOnce<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    private int _readings;

    public int Count => items.Count;

    public T this[int index] => throw new InvalidOperationException("broken");

    public IEnumerator<T> GetEnumerator() => Interlocked.Increment(ref _readings) == 1 ? items.GetEnumerator() : throw new InvalidOperationException("broken");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
