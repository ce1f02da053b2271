using System.Runtime.InteropServices;
using DropoutSweep.Client.Commands;

namespace DropoutSweep.Client.Doctor;

/// <summary>The program and its runtime.</summary>
internal sealed class RuntimeCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "program";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Finding.Fine($"{VersionAction.Product}, {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}"));
}
