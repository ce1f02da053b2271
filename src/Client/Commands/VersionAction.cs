using System.CommandLine;
using System.CommandLine.Invocation;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Client.Commands;

/// <summary>Says which build this is and what it runs on.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    private const int ShortCommit = 10;

    public override bool ClearsParseErrors => true;

    /// <summary>Version and commit of the build, such as <c>0.1.0 (commit 0123456789)</c>.</summary>
    public static string Product
    {
        get
        {
            var text = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
            var plus = text.IndexOf('+', StringComparison.Ordinal);
            return plus < 0 ? text : $"{text[..plus]} (commit {text[(plus + 1)..Math.Min(text.Length, plus + 1 + ShortCommit)]})";
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine($"dropoutsweep {Product}");
        output.WriteLine($"runtime: {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}");
        output.WriteLine($"vectors: {VectorWidth} bits, {Environment.ProcessorCount} processor(s)");
        output.WriteLine($"engines: {Engines.Text}");
        return ExitCodes.Success;
    }

    private static int VectorWidth =>
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256
        : System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? 128
        : 8 * Vector<byte>.Count;
}
