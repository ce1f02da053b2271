namespace DropoutSweep.Client.Interaction;

/// <summary>A folder that the user named for what is to be written.</summary>
internal static class OutputFolder
{
    /// <summary>Makes it if it does not exist.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (WriteFailure.Is(error))
        {
            throw WriteFailure.Of(folder, error);
        }
    }
}
