using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>
/// The bits of yesterday's program: no change that only makes training faster may change them. A change that
/// must raises the numerics version in ConfigurationFingerprint, so that results of both are not mixed.
/// </summary>
public sealed class KnownBitsTests
{
    [Theory]
    [InlineData("adam-bernoulli", "9827d89bf9864b76edcb526a0d56ef2b4262d0531627d29267b317818979a339")]
    [InlineData("adam-dense-images", "dd441b4cebc3693e504582254dc39ff8f2496b93f04f4b07d7486e9c48cdd5e8")]
    [InlineData("adam-l2-clip-norm", "58c1be634766ee05faa490b65f8ab29d79d78c090894c6de0fe7114dcb3192e2")]
    [InlineData("momentum-at-inference", "d5dbba3daa93ba763967f00cb9136914b4320cd6c1bc8e62ac44bef51531794a")]
    [InlineData("nesterov-ramp-step", "41f8a66e7a5d84f75886a6cf4ac7d04601d05a2ea5b77f5e86d81ef5b354f543")]
    [InlineData("no-hidden-clip-value-best-loss", "bdcc55d17fb7cc11a20546e72f30f9e67f8d21228e07d857fbf3a6294c5c1eba")]
    [InlineData("rmsprop-max-norm", "fe60742e45db8356ad02c4749a03e4a547fa911ac7dca1a2e0f6ae142c0854dd")]
    [InlineData("rmsprop-momentum-exponential", "82ade1aae3e62649935286fb798136fb263425378f3f04a9e76222b09d80275e")]
    [InlineData("sgd-gaussian", "375fca99723e739de7da408947507ba7c628c6fa7552421fcbf45d0661e83f02")]
    [InlineData("sigmoid-output-raw-best", "56ae3878c2c69663d63bfc94d0f5409b0e8fc4b0738a7a8d5b4fe6be03ddcd36")]
    [InlineData("regression", "69e39accbff8134b4b2b184af21c5e80a92cdb68ebf70400537737244f01f5ee")]
    [InlineData("wide-dead-inputs", "c25253f0d4630bdcb8ba1e59eae742e749fd665391f8d23ece8eb4668d7bd949")]
    [InlineData("wide-dead-inputs-l2", "df87968371f87ad3c7c73b8fb15a1022642d25d36f0fcdff15a3a76bbb3dde93")]
    [InlineData("mnist", "17b4387b9047a136e7b3b4d0a65344f39b7f56ab36570e23d36542424c823d3e")]
    public void Run_OfAKnownScenario_GivesTheKnownModel(string name, string sha256)
    {
        if (name == "mnist")
        {
            RealData.RequireMnist();
        }

        Assert.Equal(sha256, Runs.ToEnd(Scenarios.Create(name).Start()).Split(' ')[0]);
    }
}
