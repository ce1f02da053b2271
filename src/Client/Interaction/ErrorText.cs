namespace DropoutSweep.Client.Interaction;

/// <summary>What an exception says, for a user.</summary>
internal static class ErrorText
{
    /// <summary>Its message, without the full stop and without the name of a parameter, which is of no use to a user.</summary>
    public static string Of(Exception error) => error.Message.Split(" (Parameter", 2)[0].TrimEnd('.');
}
