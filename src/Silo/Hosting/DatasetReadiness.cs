using System.Collections.Concurrent;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Hosting;

/// <summary>
/// Remembers which data sets a silo was asked for and could not have: until it gets them, the silo is not ready. What is
/// not asked for any more, as its sweep has ended or was cancelled, is forgotten.
/// </summary>
/// <param name="source">Where data sets come from; not disposed.</param>
/// <param name="forgetAfter">How long a failure counts; longer than the time after which the engine asks again.</param>
/// <param name="time">The clock.</param>
internal sealed class DatasetReadiness(IDatasetSource source, TimeSpan forgetAfter, TimeProvider time) : IDatasetSource, IReadiness
{
    private readonly ConcurrentDictionary<string, (string Reason, long Since)> _missing = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            foreach (var (names, failure) in _missing)
            {
                if (time.GetElapsedTime(failure.Since) > forgetAfter)
                {
                    _missing.TryRemove(new(names, failure));
                }
            }

            return [.. _missing.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value.Reason)];
        }
    }

    /// <inheritdoc/>
    public async Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var key = string.Join(", ", names);
        try
        {
            var dataset = await source.LoadAsync(names, cancellationToken).ConfigureAwait(false);
            _missing.TryRemove(key, out _);
            return dataset;
        }
        catch (DatasetException error)
        {
            // The first line says what is missing; the others where it was looked for, which is in the log.
            _missing[key] = (error.Message.Split('\n', 2)[0], time.GetTimestamp());
            throw;
        }
    }
}
