namespace DropoutSweep.Client.Cluster;

/// <summary>The user's folders by the XDG base directory specification; a relative path in a variable is ignored, as it says.</summary>
internal static class UserFolders
{
    private const string Program = "dropoutsweep";

    /// <summary>The file with the user's settings: <c>dropoutsweep/config.yaml</c> in <c>XDG_CONFIG_HOME</c> or <c>~/.config</c>.</summary>
    public static string Configuration(Func<string, string?> environment) =>
        Path.Combine(Folder(environment, "XDG_CONFIG_HOME", ".config"), Program, "config.yaml");

    private static string Folder(Func<string, string?> environment, string variable, params ReadOnlySpan<string> below)
    {
        if (environment(variable) is { Length: > 0 } named && Path.IsPathRooted(named))
        {
            return named;
        }

        var home = environment("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine([home, .. below]);
    }
}
