namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>Lists of names in sentences.</summary>
internal static class Names
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => string.Empty,
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} or {names[^1]}",
    };
}
