using DropoutSweep.Client;
using DropoutSweep.Client.Commands;

using var signals = new ShutdownSignals();
return await CommandLine.RunAsync(args, ClientHost.ForProcess(), signals.Token).ConfigureAwait(false);
