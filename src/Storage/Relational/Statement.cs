namespace DropoutSweep.Storage.Relational;

/// <summary>An SQL text that writes and answers with nothing, and its parameters.</summary>
internal readonly record struct Statement(string Text, Arg[] Args);
