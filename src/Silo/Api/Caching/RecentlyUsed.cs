namespace DropoutSweep.Silo.Api.Caching;

/// <summary>A few values by name, those used last; for what can be made again.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class RecentlyUsed<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, T> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a name; made, under the lock, when there is none that fits.</summary>
    public T GetOrAdd(string name, Func<T> make, Func<T, bool>? fits = null)
    {
        lock (_gate)
        {
            var found = _values.Remove(name, out var value) && (fits is null || fits(value));
            if (!found)
            {
                value = make();
            }

            _values.Add(name, value!);
            if (_values.Count > capacity)
            {
                _values.RemoveAt(0);
            }

            return value!;
        }
    }
}
