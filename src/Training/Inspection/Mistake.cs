namespace DropoutSweep.Training.Inspection;

/// <summary>A test sample that the model classifies wrongly by its own outputs.</summary>
public sealed record Mistake
{
    /// <summary>The sample's row in the test set.</summary>
    public required int Row { get; init; }

    /// <summary>The true class.</summary>
    public required int Label { get; init; }

    /// <summary>The class that the model says.</summary>
    public required int Predicted { get; init; }

    /// <summary>The predicted class's probability, the softmax of the logits: how sure the model is of the wrong answer.</summary>
    public required double Probability { get; init; }

    /// <summary>Whether the greatest output is shared, so that the lowest class was taken; only with a sigmoid output.</summary>
    public required bool Tied { get; init; }

    /// <summary>The most probable classes, greatest probability first.</summary>
    public required IReadOnlyList<ClassScore> Top { get; init; }
}
