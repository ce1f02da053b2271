using System.Text.RegularExpressions;
using System.Xml.Linq;
using DropoutSweep.Deploy.Tests.Support;

namespace DropoutSweep.Deploy.Tests.Image;

/// <summary>The image's recipe keeps pace with the projects.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string s_text = Repository.Read("deploy", "Dockerfile");

    [Fact]
    public void Bases_ArePinnedByExactVersion()
    {
        var bases = Base().Matches(s_text);
        Assert.Equal(3, bases.Count);
        Assert.All(bases, match => Assert.Matches(@"^10\.0\.\d+-noble(?:-chiseled)?(?:@sha256:[0-9a-f]{64})?$", match.Groups["tag"].Value));
        Assert.EndsWith("-chiseled", bases.Single(match => match.Groups["name"].Value is "RUNTIME").Groups["tag"].Value.Split('@')[0], StringComparison.Ordinal);
        Assert.Equal(3, From().Count(s_text));
    }

    [Fact]
    public void Restore_HasEveryProjectOfTheClient()
    {
        foreach (var project in Projects("Client"))
        {
            Assert.Contains($"COPY src/{project}/{project}.csproj src/{project}/\n", s_text, StringComparison.Ordinal);
            foreach (var folder in Read(project).Descendants("Import").Select(one => one.Attribute("Project")!.Value).Where(path => path.StartsWith("../../", StringComparison.Ordinal)).Select(path => path.Split('/')[2]))
            {
                Assert.Contains($"COPY {folder} {folder}\n", s_text, StringComparison.Ordinal);
                Assert.Contains($"\n!{folder}\n", Repository.Read(".dockerignore"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Image_IsRunByAUserWithoutRightsAndWithoutAShell()
    {
        var last = s_text[s_text.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];
        Assert.Contains("\nUSER 1654:1654\n", last, StringComparison.Ordinal);
        Assert.DoesNotContain("\nRUN ", last, StringComparison.Ordinal);
        Assert.Matches(@"\nHEALTHCHECK [^\n]* CMD \[""/app/dropoutsweep"", ""health""\]\n", last);
        Assert.Contains("\nENTRYPOINT [\"/app/dropoutsweep\"]\n", last, StringComparison.Ordinal);
        Assert.Contains($"image.version=\"{Repository.Version}\"", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Orleans_IsSaidAndNeverGuessed()
    {
        Assert.Contains("ARG ORLEANS_ENGINE=false\n", s_text, StringComparison.Ordinal);
        Assert.Equal(2, OrleansProperty().Count(s_text));
        Assert.DoesNotContain("auto", s_text, StringComparison.OrdinalIgnoreCase);
    }

    private static HashSet<string> Projects(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { name };
        var references = Read(name).Descendants("ProjectReference").Select(one => one.Attribute("Include")!.Value);
        found.UnionWith(references.SelectMany(path => Projects(Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))));
        return found;
    }

    private static XDocument Read(string project) => XDocument.Load(Repository.PathOf("src", project, $"{project}.csproj"));

    [GeneratedRegex(@"^ARG (?<name>SDK|LIBRARIES|RUNTIME)=mcr\.microsoft\.com/dotnet/\w+:(?<tag>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Base();

    [GeneratedRegex(@"^FROM (--platform=\$BUILDPLATFORM )?\$\{(SDK|LIBRARIES|RUNTIME)\}", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex From();

    [GeneratedRegex(@"-p:OrleansEngine=\$ORLEANS_ENGINE\b")]
    private static partial Regex OrleansProperty();
}
