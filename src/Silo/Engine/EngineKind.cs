namespace DropoutSweep.Silo.Engine;

/// <summary>What hands trials to silos.</summary>
public enum EngineKind
{
    /// <summary>Silos claim trials from the store.</summary>
    Sql,

    /// <summary>Grains hand them out.</summary>
    Orleans,
}
