using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>The same bits at every vector width, each test having seen that its switch took effect.</summary>
public sealed class VectorWidthTests
{
    [Theory]
    [InlineData("DOTNET_PreferredVectorBitWidth=128", "vector256", 128, true)]
    [InlineData("DOTNET_PreferredVectorBitWidth=256", "vector512", 256, true)]
    [InlineData("DOTNET_EnableAVX512=0", "avx512", 256, true)]
    [InlineData("DOTNET_EnableAVX2=0", "avx2", 128, false)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "vector128", 128, false)]
    public async Task Run_WithASwitch_GivesTheSameBits(string setting, string feature, int bits, bool fma)
    {
        await RequireSwitchAsync(setting, feature, bits, fma);
        var names = fma ? Scenarios.SmallNames : Scenarios.TinyNames;
        var here = names.Select(name => $"{name} {Runs.ToEnd(Scenarios.Create(name).Start())}");
        Assert.Equal(here, await ProbeProcess.RunAsync(setting, ["run", .. names]));
    }

    [Theory]
    [InlineData("DOTNET_PreferredVectorBitWidth=128", "vector256", 128)]
    [InlineData("DOTNET_PreferredVectorBitWidth=256", "vector512", 256)]
    [InlineData("DOTNET_EnableAVX512=0", "avx512", 256)]
    public async Task Run_OnMnistWithASwitch_GivesTheSameBits(string setting, string feature, int bits)
    {
        RealData.RequireMnist();
        await RequireSwitchAsync(setting, feature, bits, fma: true);
        var here = $"mnist {Runs.ToEnd(Scenarios.Create("mnist").Start())}";
        Assert.Equal([here], await ProbeProcess.RunAsync(setting, "run", "mnist"));
    }

    [Theory]
    [InlineData("DOTNET_PreferredVectorBitWidth=128", "vector256", 128, true)]
    [InlineData("DOTNET_EnableAVX512=0", "avx512", 256, true)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "vector128", 128, false)]
    public async Task Inspect_WithASwitch_FindsTheSameBits(string setting, string feature, int bits, bool fma)
    {
        await RequireSwitchAsync(setting, feature, bits, fma);
        string[] names = ["adam-bernoulli", "sgd-gaussian", "momentum-at-inference", "regression"];
        var here = names.Select(name => $"{name} {Inspections.Sum(Scenarios.Create(name))}");
        Assert.Equal(here, await ProbeProcess.RunAsync(setting, ["inspect", .. names]));
    }

    private static async Task RequireSwitchAsync(string setting, string feature, int bits, bool fma)
    {
        var plain = await ProbeProcess.HardwareAsync(null);
        Assert.SkipWhen(plain[feature] == "False", $"This processor has no {feature}, which {setting} would switch off.");
        var switched = await ProbeProcess.HardwareAsync(setting);
        Assert.Equal("False", switched[feature]);
        Assert.Equal($"{bits}", switched["bits"]);
        Assert.Equal(fma ? plain["fma"] : "False", switched["fma"]);
    }
}
