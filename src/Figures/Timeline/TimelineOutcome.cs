namespace DropoutSweep.Figures.Timeline;

/// <summary>What an attempt came to, as the timeline tells it.</summary>
public enum TimelineOutcome
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its trial was trained to its end, or stopped by a rule.</summary>
    Completed,

    /// <summary>Its trial failed by its own doing.</summary>
    Failed,

    /// <summary>It was lost with its silo, or crashed it.</summary>
    Lost,

    /// <summary>It was given back with a checkpoint, or cancelled.</summary>
    Released,
}
