using System.CommandLine;
using DropoutSweep.Bench.Sweeps.Commands;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;

try
{
    return await new SweepsCommand().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is DatasetException or StoreException or FormatException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Interrupted.");
    return 130;
}
