using System.CommandLine;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Client.Commands;

/// <summary>Which engine hands trials to silos.</summary>
internal sealed class EngineOption : Option<string?>
{
    /// <summary>An option whose description says what is taken without it.</summary>
    public EngineOption(string otherwise)
        : base("--engine")
    {
        Description = $"What hands trials to silos: sql (they claim them from the store) or orleans (they talk to one another, and notice sooner when one is lost); {otherwise}. All silos of a store have the same.";
        HelpName = "ENGINE";
        Choices.AddTo(this, [.. Enum.GetValues<EngineKind>().Select(Engines.NameOf)]);
    }

    /// <summary>The engine that was asked for; null when none was.</summary>
    /// <exception cref="InputException">This build does not have it.</exception>
    public EngineKind? Kind(ParseResult parsed)
    {
        if (parsed.GetValue(this) is not { } name)
        {
            return null;
        }

        var kind = Engines.Named(name);
        return Engines.Has(kind) ? kind : throw new InputException($"--engine {name}: {Engines.Missing}. --engine sql needs nothing but the store.");
    }
}
