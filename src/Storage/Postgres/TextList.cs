using System.Runtime.CompilerServices;

namespace DropoutSweep.Storage.Postgres;

/// <summary>Texts in their order, as a key: by which objects they are, as the same ones are run again and again.</summary>
internal sealed class TextList(string[] texts) : IEquatable<TextList>
{
    private readonly string[] _texts = texts;

    public bool Equals(TextList? other) =>
        other is not null && _texts.AsSpan().SequenceEqual(other._texts, ReferenceEqualityComparer.Instance);

    public override bool Equals(object? obj) => Equals(obj as TextList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var text in _texts)
        {
            hash.Add(RuntimeHelpers.GetHashCode(text));
        }

        return hash.ToHashCode();
    }
}
