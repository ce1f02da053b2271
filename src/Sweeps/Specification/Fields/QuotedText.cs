using System.Text.Encodings.Web;
using System.Text.Json;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>How texts are quoted: JSON's strings are YAML's double-quoted scalars; letters of any script stay readable.</summary>
internal static class QuotedText
{
    /// <summary>The serialiser's options.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
