namespace DropoutSweep.Training.Data.Locating;

/// <summary>Where a data set comes from.</summary>
public enum DatasetOrigin
{
    /// <summary>It is generated and needs no files.</summary>
    Generated,

    /// <summary>Its files are in the folder that the user named.</summary>
    DataDirectory,

    /// <summary>Its files are in the folder that <c>DROPOUTSWEEP_DATA</c> names.</summary>
    EnvironmentDirectory,

    /// <summary>Its files are in the cache folder.</summary>
    Cache,

    /// <summary>Its files were downloaded into the cache folder just now.</summary>
    Downloaded,

    /// <summary>Its files are not on this machine.</summary>
    Missing,
}
