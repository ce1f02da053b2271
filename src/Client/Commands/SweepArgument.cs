using System.CommandLine;

namespace DropoutSweep.Client.Commands;

/// <summary>The sweep that is meant, the same for every command that takes one.</summary>
internal sealed class SweepArgument : Argument<string>
{
    public SweepArgument()
        : base("SWEEP")
    {
        Description = "A sweep's id, the beginning of it, or its name (then the youngest of that name).";
        HelpName = "SWEEP";
    }
}
