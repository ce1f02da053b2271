using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Client.Doctor;

/// <summary>The engines that are in this build. That one is missing is nothing to mend: everything but it works.</summary>
internal sealed class EngineCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "engines";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Finding.Fine(Engines.Missing is { } missing ? $"{Engines.Text}; {missing}" : Engines.Text));
}
