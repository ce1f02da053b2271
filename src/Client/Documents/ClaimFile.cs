using System.Globalization;
using DropoutSweep.Client.Interaction;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DropoutSweep.Client.Documents;

/// <summary>Reads the claims' file.</summary>
internal static class ClaimFile
{
    /// <summary>What the file is called.</summary>
    public const string Name = "claims.yaml";

    private const double Percent = 100;

    /// <summary>Reads and checks every row.</summary>
    /// <exception cref="InputException">It is missing, or a row of it is wrong.</exception>
    public static IReadOnlyList<Claim> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        Claim[] claims;
        try
        {
            claims = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<Claim[]>(SpecificationFile.Read(path)) ?? [];
        }
        catch (YamlException error)
        {
            throw new InputException($"{path}:{error.Start.Line}: {error.InnerException?.Message ?? error.Message}");
        }

        foreach (var claim in claims)
        {
            if (!File.Exists(Path.Combine(folder, claim.Sweep)))
            {
                throw new InputException($"{path}: the claim '{claim.Id}' names the sweep '{claim.Sweep}', which is not in {folder}.");
            }

            if (!ClaimMetrics.Names.Contains(claim.Metric, StringComparer.Ordinal))
            {
                throw new InputException($"{path}: the claim '{claim.Id}' has the metric '{claim.Metric}'; right would be one of {string.Join(", ", ClaimMetrics.Names)}.");
            }

            if (claim.Metric is ClaimMetrics.EpochsToReach ? claim.Level is not (> 0 and <= Percent) : claim.Level != 0)
            {
                throw new InputException($"{path}: the claim '{claim.Id}' with the metric '{claim.Metric}' has the level {claim.Level.ToString(CultureInfo.InvariantCulture)}; right would be a validation accuracy above 0 and at most 100 with {ClaimMetrics.EpochsToReach}, and none with another metric.");
            }

            if (claim.Expect is not ("higher" or "lower" or "same"))
            {
                throw new InputException($"{path}: the claim '{claim.Id}' expects '{claim.Expect}'; right would be higher, lower or same.");
            }
        }

        return claims.Length > 0 ? claims : throw new InputException($"{path} holds no claim.");
    }
}
