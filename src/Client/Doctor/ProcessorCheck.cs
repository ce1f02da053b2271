using DropoutSweep.Client.Interaction;
using DropoutSweep.Training;

namespace DropoutSweep.Client.Doctor;

/// <summary>Cores, vectors and fused multiply-add: what training is fast by.</summary>
internal sealed class ProcessorCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "processor";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var text = $"{Environment.ProcessorCount} core(s), vectors of {VectorHardware.VectorBits} bits, {NumberText.Scaled(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}B of memory";
        return Task.FromResult(VectorHardware.FusedMultiplyAdd
            ? Finding.Fine($"{text}, fused multiply-add")
            : Finding.ToDo($"{text}, but no fused multiply-add: results are the same and training is many times slower. Is it switched off (DOTNET_EnableAVX2=0, or a virtual machine's processor type)?"));
    }
}
