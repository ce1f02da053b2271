using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>The cluster could not be reached, or refused what was asked; the message says what to do next.</summary>
internal sealed class ClusterException : Exception
{
    /// <summary>The cluster could not be reached or broke off.</summary>
    public ClusterException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The cluster answered with a problem.</summary>
    public ClusterException(ApiProblem problem, string message)
        : base(message) => Problem = problem;

    /// <summary>What the cluster answered; null when it did not.</summary>
    public ApiProblem? Problem { get; }

    /// <summary>Whether what was asked was at fault, and nothing was done: then it is bad input.</summary>
    public bool IsBadInput => Problem is { Status: >= 400 and < 500 and not 429 };
}
