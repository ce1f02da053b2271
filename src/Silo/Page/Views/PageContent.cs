namespace DropoutSweep.Silo.Page.Views;

/// <summary>What a page shows at a moment.</summary>
public sealed record PageContent
{
    /// <summary>What is told in place of a page while the store that it shows does not answer.</summary>
    public static PageContent Away { get; } = new() { Title = string.Empty, Section = string.Empty, Sections = [], IsAway = true };

    /// <summary>Whether the store does not answer, so that nothing is known of the page.</summary>
    public bool IsAway { get; private init; }

    /// <summary>The title of the document.</summary>
    public required string Title { get; init; }

    /// <summary>The address in the main navigation that it belongs to.</summary>
    public required string Section { get; init; }

    /// <summary>Its sections, always the same with the same fragments for one page.</summary>
    public required IReadOnlyList<PageSection> Sections { get; init; }

    /// <summary>The newest event of the sweep that it is about; 0 when it is about none.</summary>
    public long Sequence { get; init; }

    /// <summary>Ends when something that the page still waits for has come, of which the store knows nothing; null when it waits for nothing.</summary>
    public Task? Soon { get; init; }

    /// <summary>Every part that may change, in order.</summary>
    public IEnumerable<PageFragment> Fragments => Sections.SelectMany(section => section.Fragments);

    /// <summary>The page as somebody is shown it: without what changes something for those who may only read.</summary>
    public PageContent For(bool mayWrite) => mayWrite
        ? this
        : this with { Sections = [.. Sections.Select(section => section with { Fragments = [.. section.Fragments.Where(fragment => !fragment.ForWriters)] })] };

    /// <summary>Tells which contents a browser has: the marks of its fragments.</summary>
    public string Marks => string.Join('.', Fragments.Select(fragment => fragment.Mark));
}
