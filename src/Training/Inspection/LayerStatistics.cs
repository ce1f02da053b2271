namespace DropoutSweep.Training.Inspection;

/// <summary>
/// How one hidden layer's units respond over a sample of test images in evaluation mode: the activation itself, before
/// dropout's factor (Srivastava et al. 2014, section 7.2 and figure 8).
/// </summary>
public sealed record LayerStatistics
{
    /// <summary><c>hidden 1</c>, <c>hidden 2</c>, ….</summary>
    public required string Name { get; init; }

    /// <summary>Number of units.</summary>
    public required int Units { get; init; }

    /// <summary>The layer's dropout rate.</summary>
    public required double DropoutRate { get; init; }

    /// <summary>Mean over units and samples.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation over units and samples.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The least activation.</summary>
    public required double Least { get; init; }

    /// <summary>The greatest activation.</summary>
    public required double Greatest { get; init; }

    /// <summary>Share of activations that are exactly zero, in [0, 1]: what ReLU layers are sparse by.</summary>
    public required double ZeroShare { get; init; }

    /// <summary>Share of activations whose magnitude is below a tenth of the layer's greatest, in [0, 1]: sparsity of any non-linearity.</summary>
    public required double SmallShare { get; init; }

    /// <summary>Share of units that give one and the same activation on every sample (for ReLU, as good as always: zero), in [0, 1].</summary>
    public required double DeadShare { get; init; }

    /// <summary>All activations (figure 8's right-hand side).</summary>
    public required Histogram Activations { get; init; }

    /// <summary>Each unit's mean over the samples (figure 8's left-hand side).</summary>
    public required Histogram UnitMeans { get; init; }
}
