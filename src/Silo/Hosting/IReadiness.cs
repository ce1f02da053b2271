namespace DropoutSweep.Silo.Hosting;

/// <summary>Whether a silo is ready for work; asked by the probe <c>/readyz</c>, filled by what drives the silo.</summary>
public interface IReadiness
{
    /// <summary>Why it is not ready, a sentence each; empty when it is. Answers at once.</summary>
    IReadOnlyList<string> Reasons { get; }
}
