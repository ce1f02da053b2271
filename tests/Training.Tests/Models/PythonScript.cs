using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.Training.Tests.Models;

/// <summary>Runs a script of <c>Golden/</c> on a model file and inputs, and reads what it says.</summary>
internal static class PythonScript
{
    private const string Python = "/usr/bin/python3";
    private const int NotHere = 3;

    /// <summary>The outputs of the script; skips the calling test, with the reason, where what it needs is missing.</summary>
    public static async Task<float[]> RunAsync(string script, string needs, byte[] model, float[] inputs, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-model-");
        try
        {
            string[] files = [.. new[] { "model.onnx", "inputs", "result" }.Select(name => Path.Combine(folder.FullName, name))];
            await File.WriteAllBytesAsync(files[0], model, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(files[1], MemoryMarshal.AsBytes<float>(inputs).ToArray(), TestContext.Current.CancellationToken);
            var (code, said) = await StartAsync([Path.Combine(AppContext.BaseDirectory, "Golden", script), .. files, .. more]);
            RealThing.Require(code == NotHere || said.Contains("ModuleNotFoundError", StringComparison.Ordinal) ? $"{Python} with {needs} is not on this machine." : null);
            Assert.True(code == 0, said);
            return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(files[2], TestContext.Current.CancellationToken)).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> StartAsync(string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            TestContext.Current.SendDiagnosticMessage(await output);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, said);
        }
        catch (Win32Exception)
        {
            return (NotHere, "");
        }
    }
}
