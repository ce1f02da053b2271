namespace DropoutSweep.Training.Data;

/// <summary>A known data set's files are neither on this machine nor to be downloaded. The message says where they were looked for, what was tried and how to supply them by hand.</summary>
public sealed class DatasetUnavailableException : DatasetException
{
    /// <summary>An error for one data set.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="reason">One line: why it could not be had.</param>
    /// <param name="details">Where it was looked for, what was tried and how to supply it by hand.</param>
    /// <param name="inner">What led to it.</param>
    public DatasetUnavailableException(string name, string reason, string details, Exception? inner = null)
        : base($"Data set '{name}' is not available: {reason}.\n{details}", inner)
    {
        Name = name;
        Reason = reason;
    }

    /// <summary>The data set.</summary>
    public string Name { get; }

    /// <summary>One line without a full stop: why it could not be had.</summary>
    public string Reason { get; }
}
