namespace DropoutSweep.Sweeps.Stores;

/// <summary>The kinds of events, with the members of their JSON objects.</summary>
public static class SweepEventKinds
{
    /// <summary>The sweep's state changed: <c>state</c>, <c>reason</c>, <c>ended</c> (trials that have ended by then; a retry takes some back).</summary>
    public const string Sweep = "sweep";

    /// <summary>A trial was handed out: <c>attempt</c>, <c>silo</c>, <c>slot</c>.</summary>
    public const string Started = "started";

    /// <summary>A trial's epochs were reported: <c>attempt</c>, <c>epoch</c> (the newest), <c>trainingLoss</c>, <c>validationLoss</c>, <c>validationAccuracy</c>.</summary>
    public const string Epochs = "epochs";

    /// <summary>A trial ended: <c>attempt</c>, <c>state</c>, <c>failure</c>.</summary>
    public const string Ended = "ended";

    /// <summary>A trial was given back unfinished: <c>attempt</c>, <c>silo</c>.</summary>
    public const string Released = "released";

    /// <summary>An attempt was lost with its silo: <c>attempt</c>, <c>silo</c>, <c>crashed</c>.</summary>
    public const string Lost = "lost";

    /// <summary>What the ended sweep no longer needs was freed: <c>models</c>, <c>checkpoints</c>, <c>events</c>, the number of each.</summary>
    public const string Pruned = "pruned";
}
