namespace DropoutSweep.Client;

/// <summary>Input that cannot be used; the message is all that its user needs.</summary>
internal sealed class InputException(string message) : Exception(message);
