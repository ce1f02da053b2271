using Microsoft.AspNetCore.Components;

namespace DropoutSweep.Figures;

/// <summary>A figure of the catalog with what computes its data.</summary>
/// <typeparam name="TInput">What it is computed from.</typeparam>
public sealed record FigureSource<TInput> : FigureEntry
{
    private FigureSource(string id, string title, Type data, Type component, Func<TInput, FigureData> compute)
        : base(id, title, data, component) => Compute = compute;

    /// <summary>Computes its data.</summary>
    public Func<TInput, FigureData> Compute { get; }

    /// <summary>An entry.</summary>
    /// <typeparam name="TData">Its data.</typeparam>
    /// <typeparam name="TComponent">What draws it.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="compute">Computes its data.</param>
    internal static FigureSource<TInput> Create<TData, TComponent>(string id, string title, Func<TInput, TData> compute)
        where TData : FigureData
        where TComponent : IComponent =>
        new(id, title, typeof(TData), typeof(TComponent), compute);
}
