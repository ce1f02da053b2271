namespace DropoutSweep.Sweeps.Stores;

/// <summary>A store cannot be used: not reachable, full, damaged, without rights, or of a newer version.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Whether it may pass, so that the same command goes on then; false when what was named is wrong, or damaged.</summary>
    public bool Passes { get; init; } = true;

    /// <summary>An error with the database's own error as its cause.</summary>
    public StoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that is known by its message.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a message.</summary>
    public StoreException()
    {
    }
}
