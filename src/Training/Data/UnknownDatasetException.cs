namespace DropoutSweep.Training.Data;

/// <summary>No data set has the name that was asked for.</summary>
public sealed class UnknownDatasetException : DatasetException
{
    /// <summary>An error for one name.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">All known names.</param>
    /// <param name="nearest">The known name that is likely meant; null when none is near.</param>
    public UnknownDatasetException(string name, IReadOnlyList<string> known, string? nearest)
        : base($"Unknown data set '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} Known: {string.Join(", ", known)}.".Replace("' Known", "'. Known", StringComparison.Ordinal), null)
    {
        Name = name;
        Nearest = nearest;
    }

    /// <summary>The unknown name.</summary>
    public string Name { get; }

    /// <summary>The known name that is likely meant; null when none is near.</summary>
    public string? Nearest { get; }
}
