namespace DropoutSweep.Tests.Support;

/// <summary>What other tests' garbage has an influence on.</summary>
public static class Undisturbed
{
    private const int Tries = 50;

    /// <summary>Measures, again whenever a full collection came between: what is held weakly may be gone then.</summary>
    /// <exception cref="InvalidOperationException">One came between each time.</exception>
    public static T By<T>(Func<T> measure)
    {
        for (var i = 0; i < Tries; i++)
        {
            var before = GC.CollectionCount(GC.MaxGeneration);
            var measured = measure();
            if (GC.CollectionCount(GC.MaxGeneration) == before)
            {
                return measured;
            }
        }

        throw new InvalidOperationException($"A full collection came between, {Tries} times.");
    }
}
