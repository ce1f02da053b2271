namespace DropoutSweep.Training.Data;

/// <summary>How pixels become inputs.</summary>
public enum PixelScale
{
    /// <summary>Bytes are divided by 255: inputs in [0, 1].</summary>
    Unit,

    /// <summary>Bytes stay as they are: inputs in 0–255.</summary>
    None,
}
