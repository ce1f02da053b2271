using System.Reflection;
using Xunit;

namespace DropoutSweep.Grains.Tests;

public sealed class GrainEngineTests
{
    /// <summary>What is said of a build and what is in it are the same.</summary>
    [Fact]
    public void IsBuilt_SaysWhetherOrleansIsReferenced()
    {
        var references = typeof(GrainEngine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name);
        Assert.Equal(references.Any(name => name!.StartsWith("Orleans.", StringComparison.Ordinal)), GrainEngine.IsBuilt);
        Assert.Equal(GrainEngine.IsBuilt, GrainEngine.Version is not null);
    }

    /// <summary>A build without the engine shows that its tests did not run.</summary>
    [Fact]
    public void Grains_AreTestedWhereTheyAreBuilt()
    {
        Assert.SkipUnless(GrainEngine.IsBuilt, "This build has no Orleans engine: Microsoft.Orleans could not be restored, or OrleansEngine=false was said. The tests of its grains are left out.");
        Assert.Contains(Assembly.GetExecutingAssembly().GetTypes(), type => string.Equals(type.Namespace, "DropoutSweep.Grains.Tests.Orleans", StringComparison.Ordinal));
    }
}
