namespace DropoutSweep.Silo.Hosting;

/// <summary>Options with which the API cannot be served; the message holds every mistake, one a line.</summary>
public sealed class ApiOptionsException : Exception
{
    /// <summary>An error over the mistakes found.</summary>
    public ApiOptionsException(IReadOnlyList<string> errors)
        : this(string.Join('\n', errors))
    {
    }

    /// <summary>An error that is known by its message.</summary>
    public ApiOptionsException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    public ApiOptionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message.</summary>
    public ApiOptionsException()
    {
    }
}
