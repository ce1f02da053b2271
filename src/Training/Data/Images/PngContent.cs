namespace DropoutSweep.Training.Data.Images;

/// <summary>The chunks of a PNG that its pixels depend on.</summary>
/// <param name="Header">IHDR.</param>
/// <param name="Palette">PLTE, three bytes an entry; empty when there is none.</param>
/// <param name="Transparency">tRNS; empty when there is none.</param>
/// <param name="Compressed">All IDAT chunks, one after another.</param>
internal sealed record PngContent(PngHeader Header, byte[] Palette, byte[] Transparency, MemoryStream Compressed);
