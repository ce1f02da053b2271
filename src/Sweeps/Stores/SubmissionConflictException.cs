namespace DropoutSweep.Sweeps.Stores;

/// <summary>A submission's key belongs to a sweep with another specification.</summary>
public sealed class SubmissionConflictException : Exception
{
    /// <summary>An error that names the sweep which has the key.</summary>
    public SubmissionConflictException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    public SubmissionConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message.</summary>
    public SubmissionConflictException()
    {
    }
}
