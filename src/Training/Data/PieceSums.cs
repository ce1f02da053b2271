using System.Security.Cryptography;

namespace DropoutSweep.Training.Data;

/// <summary>The sums that a content enters its fingerprint by, of a content that comes part by part.</summary>
internal sealed class PieceSums : IDisposable
{
    private readonly IncrementalHash _piece = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _sums = new();
    private int _inPiece;

    /// <summary>Adds a part.</summary>
    public void Add(ReadOnlySpan<byte> part)
    {
        while (!part.IsEmpty)
        {
            var now = part[..Math.Min(part.Length, DatasetFingerprint.PieceBytes - _inPiece)];
            _piece.AppendData(now);
            _inPiece += now.Length;
            if (_inPiece == DatasetFingerprint.PieceBytes)
            {
                EndPiece();
            }

            part = part[now.Length..];
        }
    }

    /// <summary>The sums of all pieces, one after the other, once all parts have come.</summary>
    public byte[] ToArray()
    {
        if (_inPiece > 0)
        {
            EndPiece();
        }

        return _sums.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _piece.Dispose();
        _sums.Dispose();
    }

    private void EndPiece()
    {
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        _piece.GetHashAndReset(sum);
        _sums.Write(sum);
        _inPiece = 0;
    }
}
