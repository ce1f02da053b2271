using System.Runtime.CompilerServices;
using Xunit;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>Compares text with a committed file beside the test; what differs is written to the folder <c>received</c> beside the test's program.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string test = "")
    {
        var expected = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name + ".verified.txt");
        var text = File.Exists(expected) ? File.ReadAllText(expected).ReplaceLineEndings("\n") : null;
        if (!string.Equals(text, actual, StringComparison.Ordinal))
        {
            var received = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "received"));
            File.WriteAllText(Path.Combine(received.FullName, name + ".verified.txt"), actual);
        }

        Assert.Equal(text, actual);
    }
}
