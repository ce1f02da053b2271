namespace DropoutSweep.Silo.Containers;

/// <summary>A mounted hierarchy of control groups.</summary>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="Root">The group that is its root there; in a container often the container's own.</param>
/// <param name="Controllers">Its controllers in version 1; empty in version 2.</param>
internal sealed record ControlGroupMount(string Folder, string Root, IReadOnlyList<string> Controllers)
{
    /// <summary>Reads a line of <c>/proc/self/mountinfo</c> (proc(5)); null when it mounts something else.</summary>
    public static ControlGroupMount? Parse(string line)
    {
        var halves = line.Split(" - ", 2);
        var mount = halves[0].Split(' ');
        var system = halves.Length == 2 ? halves[1].Split(' ') : [];
        return mount.Length < 5 || system.Length < 3 ? null : system[0] switch
        {
            "cgroup2" => new ControlGroupMount(mount[4], mount[3], []),
            "cgroup" => new ControlGroupMount(mount[4], mount[3], system[2].Split(',')),
            _ => null,
        };
    }

    /// <summary>Whether it is the hierarchy of these controllers, as <c>/proc/self/cgroup</c> names them: none for version 2.</summary>
    public bool Serves(string controllers) => controllers.Length == 0
        ? Controllers.Count == 0
        : controllers.Split(',').All(one => Controllers.Contains(one, StringComparer.Ordinal));

    /// <summary>A group's path below this mount, without a slash before it.</summary>
    public string Below(string group)
    {
        if (string.Equals(group, Root, StringComparison.Ordinal))
        {
            return "";
        }

        return (group.StartsWith(Root.TrimEnd('/') + "/", StringComparison.Ordinal) ? group[Root.TrimEnd('/').Length..] : group).TrimStart('/');
    }
}
