using System.Collections;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// A list whose elements are made of another's, each time that they are asked for: nothing of a large page has to outlive its
/// turn. Elements may be asked for on several threads at once if they can be made so.
/// </summary>
/// <param name="source">The other list.</param>
/// <param name="convert">Makes an element.</param>
public sealed class ConvertedList<TSource, T>(IReadOnlyList<TSource> source, Func<TSource, T> convert) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public T this[int index] => convert(source[index]);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => source.Select(convert).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
