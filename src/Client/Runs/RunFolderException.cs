namespace DropoutSweep.Client.Runs;

/// <summary>A run folder cannot be used as asked: bad input, for the user to put right.</summary>
internal sealed class RunFolderException(string message) : Exception(message);
