namespace DropoutSweep.Sweeps.Execution;

/// <summary>A sweep's trials cannot be trained on a data set.</summary>
public sealed class SweepDataException : Exception
{
    /// <summary>An error that says why, with its cause.</summary>
    public SweepDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that says why.</summary>
    public SweepDataException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a message.</summary>
    public SweepDataException()
    {
    }
}
