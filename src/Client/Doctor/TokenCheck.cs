using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Doctor;

/// <summary>The token: where it comes from, whether others could read it, and whether it would travel in the open.</summary>
internal sealed class TokenCheck(ClusterSettings settings, string configuration) : IDoctorCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <inheritdoc/>
    public string Name => "token";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Finding Look()
    {
        if (settings.Token is null)
        {
            return Finding.Fine("none; silos on this machine's own address need none");
        }

        if (string.Equals(settings.TokenSource, configuration, StringComparison.Ordinal) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(configuration) & Others) != UnixFileMode.None)
        {
            return Finding.ToDo($"{configuration} holds the token and others can read it: chmod 600 {configuration}");
        }

        var open = settings.Addresses.FirstOrDefault(address => string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && !address.IsLoopback);
        return Finding.Fine($"from {settings.TokenSource}{(open is null ? "" : $"; {ProblemText.Show(open)} is not encrypted: whoever listens on that network reads the token")}");
    }
}
