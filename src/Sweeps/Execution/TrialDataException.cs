namespace DropoutSweep.Sweeps.Execution;

/// <summary>The data cannot be trained on with a trial's configuration.</summary>
internal sealed class TrialDataException(string message, Exception innerException) : Exception(message, innerException);
