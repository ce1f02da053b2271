#pragma warning disable
namespace DropoutSweep.Sweeps.Specification { 
public static class SweepTemplate { public static string Text => ""; } }
