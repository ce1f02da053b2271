namespace DropoutSweep.Training.Data.Locating;

/// <summary>A mirror failed to deliver a file; the next one may.</summary>
internal sealed class MirrorException(string message, Exception? inner = null) : Exception(message, inner);
