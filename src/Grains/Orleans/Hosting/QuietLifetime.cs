using Microsoft.Extensions.Hosting;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>Starts and stops when it is told to: signals are the program's.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
