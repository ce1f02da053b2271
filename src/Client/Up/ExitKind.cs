using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Up;

/// <summary>What a silo process's exit code says about the trials it trained.</summary>
internal static class ExitKind
{
    private const int OfSignal = 128;
    private const int Hangup = OfSignal + 1;
    private const int Interrupt = OfSignal + 2;
    private const int Kill = OfSignal + 9;
    private const int Terminate = OfSignal + 15;

    /// <summary>Stopped by itself; lost when something from outside ended it; crashed when it ended by its own error.</summary>
    public static SiloEnd Of(int exitCode) => exitCode switch
    {
        ExitCodes.Success => SiloEnd.Stopped,
        Hangup or Interrupt or Kill or Terminate => SiloEnd.Lost,
        _ => SiloEnd.Crashed,
    };

    /// <summary>The end in words.</summary>
    public static string Text(int exitCode) => exitCode switch
    {
        ExitCodes.Success => "has stopped",
        Kill => "was killed",
        Hangup or Interrupt or Terminate => "was ended by a signal",
        OfSignal + 6 or OfSignal + 11 => $"crashed (exit code {exitCode})",
        _ => $"ended with exit code {exitCode}",
    };
}
