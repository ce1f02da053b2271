namespace DropoutSweep.Sweeps.Specification;

/// <summary>A specification that cannot be used; holds every error that was found in it.</summary>
public sealed class SpecificationException : Exception
{
    /// <summary>An exception without errors; exists for serialisers and tools only.</summary>
    public SpecificationException()
        : this([])
    {
    }

    /// <summary>An exception with a message of its own.</summary>
    public SpecificationException(string message)
        : base(message) => Errors = [];

    /// <summary>An exception with a message and a cause of its own.</summary>
    public SpecificationException(string message, Exception innerException)
        : base(message, innerException) => Errors = [];

    /// <summary>An exception over the errors found; its message is one line for each.</summary>
    /// <param name="errors">The errors in the order of the file.</param>
    public SpecificationException(IReadOnlyList<SpecificationError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>The errors, in the order of the file; those of overrides last.</summary>
    public IReadOnlyList<SpecificationError> Errors { get; }
}
