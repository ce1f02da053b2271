using System.Net;
using System.Security.Cryptography;

namespace DropoutSweep.Training.Data.Locating;

/// <summary>
/// Downloads a data set's files: each to a file of its own name in the target folder, checked, then renamed into place
/// in one step, so that two processes that fetch the same file at once each rename a whole one.
/// </summary>
internal sealed class DatasetDownloader : IDisposable
{
    private const string PartSuffix = ".part";
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly DatasetSources _sources;
    private readonly IProgress<DownloadProgress>? _progress;
    private readonly HttpClient _client;

    public DatasetDownloader(DatasetSources sources, IProgress<DownloadProgress>? progress)
    {
        _sources = sources;
        _progress = progress;
        var handler = sources.Http ?? new SocketsHttpHandler
        {
            ConnectTimeout = sources.ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.None,
        };
        _client = new HttpClient(handler, disposeHandler: sources.Http is null) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches what is not yet in <paramref name="folder"/>; a mirror that failed once is not asked again.</summary>
    /// <returns>An empty list when every file is there; otherwise one line for each mirror that failed.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(DatasetInfo info, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        DeleteAbandoned(folder);
        var mirrors = new Queue<Uri>(info.Mirrors);
        var failures = new List<string>();
        foreach (var file in info.Files)
        {
            var target = Path.Combine(folder, file.Name);
            if (FileSums.Matches(target, file))
            {
                continue;
            }

            while (true)
            {
                if (!mirrors.TryPeek(out var mirror))
                {
                    return failures;
                }

                try
                {
                    await FetchAsync(info.Name, file, mirror, target, cancellationToken).ConfigureAwait(false);
                    break;
                }
                catch (MirrorException exception)
                {
                    failures.Add($"{new Uri(mirror, file.Name)}: {exception.Message}");
                    mirrors.Dequeue();
                }
            }
        }

        return [];
    }

    public void Dispose() => _client.Dispose();

    private async Task FetchAsync(string dataset, DatasetFile file, Uri mirror, string target, CancellationToken cancellationToken)
    {
        var part = $"{target}.{Guid.NewGuid():N}{PartSuffix}";
        try
        {
            var sum = await ReceiveAsync(dataset, file, mirror, part, cancellationToken).ConfigureAwait(false);
            if (!string.Equals(sum, file.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new MirrorException($"wrong content: expected SHA-256 {file.Sha256}, found {sum}");
            }

            try
            {
                File.Move(part, target, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && FileSums.Matches(target, file))
            {
                // Windows refuses to replace a file that is open: another process was faster and reads its own already.
            }
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<string> ReceiveAsync(string dataset, DatasetFile file, Uri mirror, string part, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _sources.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var waitedFor = "an answer";
        var received = 0L;
        try
        {
            limit.CancelAfter(_sources.StallTimeout);

            // WaitAsync: a name server that does not answer may hold the request in a call that cannot be cancelled.
            using var response = await _client
                .GetAsync(new Uri(mirror, file.Name), HttpCompletionOption.ResponseHeadersRead, either.Token)
                .WaitAsync(either.Token)
                .ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new MirrorException($"answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
            }

            if (response.Content.Headers.ContentLength is { } length && length != file.Bytes)
            {
                throw new MirrorException($"wrong size: expected {file.Bytes} bytes, offered {length}");
            }

            waitedFor = "more data";
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var source = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            var target = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (target.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 16];
                while (true)
                {
                    limit.CancelAfter(_sources.StallTimeout);
                    var read = await ReadAsync(source, buffer, either.Token).ConfigureAwait(false);
                    if (read == 0)
                    {
                        break;
                    }

                    received += read;
                    if (received > file.Bytes)
                    {
                        throw new MirrorException($"wrong size: expected {file.Bytes} bytes, received more");
                    }

                    hash.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    _progress?.Report(new DownloadProgress(dataset, file.Name, mirror, received, file.Bytes));
                }
            }

            return received == file.Bytes
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : throw new MirrorException($"wrong size: expected {file.Bytes} bytes, received {received}");
        }
        catch (HttpRequestException exception)
        {
            throw new MirrorException(Innermost(exception), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // HttpClient reports its handler's connect timeout this way too.
            throw limit.IsCancellationRequested
                ? new MirrorException($"waited {_sources.StallTimeout.TotalSeconds:0.#} s for {waitedFor}{(received > 0 ? $" after {received} of {file.Bytes} bytes" : "")}", exception)
                : new MirrorException($"no connection within {_sources.ConnectTimeout.TotalSeconds:0.#} s", exception);
        }
    }

    // A failure to read is the mirror's; a failure to write the part file is not.
    private static async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new MirrorException($"the connection broke: {Innermost(exception)}", exception);
        }
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message.TrimEnd('.');
    }

    // What processes that were killed left behind.
    private void DeleteAbandoned(string folder)
    {
        var now = _sources.Time.GetUtcNow();
        foreach (var part in Directory.EnumerateFiles(folder, "*" + PartSuffix))
        {
            if (now.UtcDateTime - File.GetLastWriteTimeUtc(part) > AbandonedAfter)
            {
                File.Delete(part);
            }
        }
    }
}
