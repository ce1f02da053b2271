namespace DropoutSweep.Figures;

/// <summary>
/// What a figure shows, apart from how it is drawn. Texts may come from users: whoever writes them out cleans and
/// escapes them.
/// </summary>
public abstract record FigureData
{
    /// <summary>What kind of figure it is, such as "Test accuracy against dropout rate".</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, such as the sweep's name; may be empty.</summary>
    public required string Subject { get; init; }

    /// <summary>What this figure shows, in plain English and with its numbers.</summary>
    public required string Caption { get; init; }

    /// <summary>What is missing or left out, a sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why there is nothing to draw; null when there is something.</summary>
    public string? Empty { get; init; }
}
