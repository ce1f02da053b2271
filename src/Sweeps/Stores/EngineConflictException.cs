namespace DropoutSweep.Sweeps.Stores;

/// <summary>Another engine drives the store, and a store is driven by one at a time.</summary>
public sealed class EngineConflictException : Exception
{
    /// <summary>An error that names the engine which has the store.</summary>
    public EngineConflictException(string message, string engine)
        : base(message) => Engine = engine;

    /// <summary>An error that is known by its message.</summary>
    public EngineConflictException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    public EngineConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message.</summary>
    public EngineConflictException()
    {
    }

    /// <summary>The engine that drives the store, such as <c>sql</c>.</summary>
    public string Engine { get; } = string.Empty;
}
