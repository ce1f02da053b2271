using System.CommandLine;
using DropoutSweep.Bench.Commands;
using DropoutSweep.Training.Data;

try
{
    return await new BenchCommand().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is DatasetException or FormatException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
