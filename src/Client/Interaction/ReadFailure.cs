namespace DropoutSweep.Client.Interaction;

/// <summary>Why a file that the user named could not be read, in his words.</summary>
internal static class ReadFailure
{
    /// <summary>The reason, without a full stop.</summary>
    public static string Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "this user may not read it, or it is a folder",
        _ => ErrorText.Of(error),
    };
}
