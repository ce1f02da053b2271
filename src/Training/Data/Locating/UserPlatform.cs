namespace DropoutSweep.Training.Data.Locating;

/// <summary>Whose customs the cache folder follows.</summary>
internal enum UserPlatform
{
    Linux,
    MacOS,
    Windows,
}
