namespace DropoutSweep.Client.Up;

/// <summary>
/// Feels the pulse of a silo that <c>up</c> started: one that does not answer any more, such as one that was stopped in
/// the middle of a write and holds up the store's file for all others, is killed, so that it can be started again.
/// </summary>
/// <param name="address">Its API.</param>
/// <param name="silent">Called when it has not answered for too long.</param>
/// <param name="time">The clock.</param>
internal sealed class SiloPulse(string address, Action silent, TimeProvider time)
{
    private const int MostMisses = 3;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);

    /// <summary>Feels until cancelled, or until the silo was silent three times in a row.</summary>
    public async Task FeelAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
#pragma warning disable CA5359 // The silo is this program's own child on this machine, and is neither sent nor asked anything that counts.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        using var http = new HttpClient(handler, disposeHandler: false) { Timeout = Answer };
        var health = new Uri(new Uri(address), "/healthz");
        var misses = 0;
        try
        {
            while (misses < MostMisses)
            {
                await Task.Delay(Every, time, cancellationToken).ConfigureAwait(false);
                misses = await AnswersAsync(http, health, cancellationToken).ConfigureAwait(false) ? 0 : misses + 1;
            }

            silent();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It has ended by itself, or shall.
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri health, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(health, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
