namespace DropoutSweep.Client.Interaction;

/// <summary>Why a folder or a file of the user's could not be written, in words of what he named.</summary>
internal static class WriteFailure
{
    /// <summary>Whether an error says that what was named cannot be written, and not that the disk is full or broken.</summary>
    public static bool Is(Exception error) => error is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException
        || (error is IOException && !ErrorReporter.IsDiskFull(error));

    /// <summary>What to tell of an error for which <see cref="Is"/> holds.</summary>
    public static InputException Of(string path, Exception error) => new($"'{path}' cannot be written: {Reason(error)}.");

    /// <summary>The reason, without a full stop.</summary>
    public static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "this user may not write there",
        DirectoryNotFoundException or FileNotFoundException => "a folder on its path does not exist, or is none",
        _ => error.Message.TrimEnd('.'),
    };
}
