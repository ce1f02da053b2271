using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>A request that is answered with a problem. Thrown where it is noticed, written by <see cref="ProblemMiddleware"/>.</summary>
internal sealed class ApiException(ApiProblem problem) : Exception(problem.Detail)
{
    /// <summary>The answer.</summary>
    public ApiProblem Problem { get; } = problem;
}
