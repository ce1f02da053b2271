using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A text: free, or a name that can stand in a path.</summary>
/// <param name="statement">What the value is.</param>
/// <param name="maxLength">Most characters.</param>
/// <param name="isName">Whether only letters, digits, <c>-</c>, <c>_</c> and <c>.</c> are allowed, a letter or digit first.</param>
internal sealed class TextKind(string statement, int maxLength, bool isName) : ScalarKind
{
    /// <inheritdoc />
    public override string Rule => isName
        ? $"{statement} the letters a to z and A to Z, digits, '-', '_' and '.', a letter or digit first, at most {maxLength} characters"
        : $"{statement}, at most {maxLength} characters, without control characters";

    /// <inheritdoc />
    public override string TypeName => isName ? "name" : "text";

    /// <summary>Writes a text as YAML: plain where every reader takes it as that text, quoted otherwise.</summary>
    public static string Write(string text) => IsPlain(text) ? text : Quote(text);

    /// <inheritdoc />
    public override JsonObject Schema(bool grid)
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = maxLength };
        if (isName)
        {
            schema["pattern"] = "^[A-Za-z0-9][A-Za-z0-9._-]*$";
        }

        return schema;
    }

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        var text = node.Text;
        var wrong = text.Length > maxLength
            || (isName ? text.Length == 0 || !char.IsAsciiLetterOrDigit(text[0]) || !text.All(IsNameCharacter) || node.IsNull : text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')));
        if (wrong)
        {
            context.Wrong(node, path, Rule);
            return null;
        }

        return node.IsNull ? new SpecValue(string.Empty, "\"\"") : new SpecValue(text, Write(text), text);
    }

    /// <summary>JSON's strings are YAML's double-quoted scalars; letters of any script stay readable.</summary>
    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static bool IsPlain(string text) => text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text[^1] != ' '
        && text.All(c => IsNameCharacter(c) || c == ' ')
        && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
}
