namespace DropoutSweep.Training.Data;

/// <summary>A data set could not be had for a reason that its user can mend; the message stands on its own.</summary>
public abstract class DatasetException : Exception
{
    private protected DatasetException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
