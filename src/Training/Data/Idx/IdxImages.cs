namespace DropoutSweep.Training.Data.Idx;

/// <summary>The images of one IDX file.</summary>
/// <param name="Shape">How many they are, and how large.</param>
/// <param name="Pixels">Grey values 0–255, [count × height × width].</param>
internal sealed record IdxImages(IdxShape Shape, PixelRows Pixels);
