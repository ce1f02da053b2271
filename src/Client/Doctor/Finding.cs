namespace DropoutSweep.Client.Doctor;

/// <summary>What a check found.</summary>
/// <param name="IsFine">Whether nothing needs doing.</param>
/// <param name="Text">What is there, or what to do.</param>
internal sealed record Finding(bool IsFine, string Text)
{
    /// <summary>Nothing needs doing.</summary>
    public static Finding Fine(string text) => new(IsFine: true, text);

    /// <summary>Something needs doing.</summary>
    public static Finding ToDo(string text) => new(IsFine: false, text);
}
