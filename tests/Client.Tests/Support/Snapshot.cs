using System.Runtime.CompilerServices;
using Xunit;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>Compares text with a committed file beside the test; what differs is written beside it as <c>.received.txt</c>.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots");
        var expected = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var text = File.Exists(expected) ? File.ReadAllText(expected).ReplaceLineEndings("\n") : null;
        if (!string.Equals(text, actual, StringComparison.Ordinal))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(received, actual);
        }

        Assert.Equal(text, actual);
    }
}
