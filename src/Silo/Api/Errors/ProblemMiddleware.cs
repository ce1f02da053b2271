using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>Answers every error with a problem: those thrown, those nobody foresaw, and bare statuses of the framework.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (ApiException error)
        {
            await AnswerAsync(context, error.Problem);
            return;
        }
        catch (BadHttpRequestException error)
        {
            await AnswerAsync(context, Problems.Of(error.StatusCode, error.StatusCode == StatusCodes.Status400BadRequest ? BindingErrorText.Of(context) ?? error.Message : null));
            return;
        }
        catch (StoreException error)
        {
            logger.StoreUnavailable(error, context.Request.Method, context.Request.Path);
            await AnswerAsync(context, Problems.Of(StatusCodes.Status503ServiceUnavailable, error.Message));
            return;
        }
#pragma warning disable CA1031 // The last resort: logged, and answered without what may be nobody's business.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.Failed(error, context.Request.Method, context.Request.Path);
            await AnswerAsync(context, Problems.Of(StatusCodes.Status500InternalServerError));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
        {
            var status = context.Response.StatusCode;
            await Problems.WriteAsync(context, Problems.Of(status, status == StatusCodes.Status400BadRequest ? BindingErrorText.Of(context) : null));
        }
    }

    private static Task AnswerAsync(HttpContext context, ApiProblem problem)
    {
        if (context.Response.HasStarted)
        {
            // What was sent cannot be taken back; cutting the connection is the one way left to say that it is not whole.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        return Problems.WriteAsync(context, problem);
    }
}
