namespace DropoutSweep.Training.Data.Locating;

/// <summary>How far a download is.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="File">The file's name.</param>
/// <param name="Mirror">The address it comes from.</param>
/// <param name="Bytes">Bytes received of this file.</param>
/// <param name="Total">Bytes of this file in all.</param>
public readonly record struct DownloadProgress(string Dataset, string File, Uri Mirror, long Bytes, long Total);
