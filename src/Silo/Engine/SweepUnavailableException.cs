namespace DropoutSweep.Silo.Engine;

/// <summary>This silo cannot train a sweep at present, such as for want of its data; another one may.</summary>
internal sealed class SweepUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
