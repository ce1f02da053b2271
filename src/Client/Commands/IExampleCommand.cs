namespace DropoutSweep.Client.Commands;

/// <summary>A command whose help shows examples.</summary>
internal interface IExampleCommand
{
    /// <summary>Lines that can be typed as they stand.</summary>
    IReadOnlyList<string> Examples { get; }
}
