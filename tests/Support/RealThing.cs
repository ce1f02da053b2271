using Xunit;

namespace DropoutSweep.Tests.Support;

/// <summary>What a test tries the program against: a server, a browser, PyTorch.</summary>
public static class RealThing
{
    /// <summary>
    /// Where one is missing the calling test is skipped, with the reason; where everything could be installed, as in the gate, it fails.
    /// </summary>
    /// <param name="missing">What is missing; null when nothing is.</param>
    public static void Require(string? missing)
    {
        if (missing is null)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
    }
}
