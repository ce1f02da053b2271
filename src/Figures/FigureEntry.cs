namespace DropoutSweep.Figures;

/// <summary>A figure of the catalog.</summary>
/// <param name="Id">Its id: lower-case words with hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Data">The type of its data.</param>
/// <param name="Component">The component that draws it; it has one parameter, <c>Data</c>.</param>
public abstract record FigureEntry(string Id, string Title, Type Data, Type Component)
{
    /// <summary>The name of its file.</summary>
    public string FileName => $"{Id}.svg";
}
