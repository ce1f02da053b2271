namespace DropoutSweep.Sweeps.Execution;

/// <summary>The run store could not be read or written (a full disk, lost rights): the sweep cannot go on.</summary>
public sealed class RunStoreException : Exception
{
    /// <summary>An error with the store's own error as its cause.</summary>
    public RunStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that is known by its message.</summary>
    public RunStoreException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a message.</summary>
    public RunStoreException()
    {
    }

    /// <summary>
    /// Calls the store and gives its I/O errors this type, so that they end the sweep
    /// and are not taken for the trial's own.
    /// </summary>
    internal static T Guard<T>(string doing, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStoreException($"{doing} failed: {error.Message}", error);
        }
    }

    /// <inheritdoc cref="Guard{T}(string, Func{T})"/>
    internal static void Guard(string doing, Action call) => Guard(doing, () =>
    {
        call();
        return 0;
    });
}
