using Microsoft.Extensions.Hosting;

namespace DropoutSweep.Silo.Hosting;

/// <summary>Starts and stops when it is told to: signals are the program's, and so is the console.</summary>
internal sealed class ApiQuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
