namespace DropoutSweep.Grains;

/// <summary>The cluster did not do what it was asked for, such as while a silo that has died is not known to be dead yet.</summary>
public sealed class GrainClusterException : Exception
{
    /// <summary>An error with a cause.</summary>
    public GrainClusterException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that is known by its message.</summary>
    public GrainClusterException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a message.</summary>
    public GrainClusterException()
    {
    }
}
