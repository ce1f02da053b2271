namespace DropoutSweep.Silo.Hosting;

/// <summary>A silo that is ready as soon as it answers: one that only serves.</summary>
public sealed class AlwaysReady : IReadiness
{
    /// <inheritdoc />
    public IReadOnlyList<string> Reasons => [];
}
