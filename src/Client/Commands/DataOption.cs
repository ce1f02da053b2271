using System.CommandLine;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Commands;

/// <summary><c>--data</c>, the same wherever data sets are looked for.</summary>
internal sealed class DataOption : Option<string?>
{
    public DataOption()
        : base("--data")
    {
        Description = $"A folder of data sets, such as one with mnist/ in it; ${DatasetSources.EnvironmentVariable} and the user's cache folder come after it.";
        HelpName = "DIR";
    }
}
