using System.Reflection;
using System.Security.Cryptography;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training;

namespace DropoutSweep.Silo;

/// <summary>How a process shows itself to other silos.</summary>
public static class SiloIdentity
{
    /// <summary>Six hex digits tell apart the silos that one process id has belonged to.</summary>
    private const int Digits = 6;

    /// <summary>The program's version, with its commit.</summary>
    // Of an assembly that has no attributes of Orleans: to look past them the runtime would load all of it.
    public static string Version =>
        typeof(SiloRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>An id for a silo of this process that no other silo has had.</summary>
    public static string NewId() =>
        $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(Digits, lowercase: true)}";

    /// <summary>An entry for this process, with an id that no other silo has had.</summary>
    /// <param name="slots">Its slots.</param>
    /// <param name="address">Where its API is; null when it serves none.</param>
    /// <param name="engine">What drives it.</param>
    public static SiloRecord Create(int slots, string? address, EngineKind engine = EngineKind.Sql)
    {
        return new SiloRecord
        {
            Id = NewId(),
            Host = Environment.MachineName,
            Process = Environment.ProcessId,
            Address = address,
            Slots = slots,
            Engine = Engines.NameOf(engine),
            Version = Version,
            VectorBits = VectorHardware.VectorBits,
        };
    }
}
