using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Locating;

/// <summary>
/// Downloads over real sockets from servers on the loopback address. The time limits run on a clock that stands still
/// until a test moves it, so that no test is a matter of speed, and one that ends has needed no time limit.
/// </summary>
public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyImages _images = new();
    private readonly SocketsHttpHandler _http = new() { UseProxy = false };
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task LoadAsync_OnAMirror_DownloadsVerifiesAndKeeps()
    {
        await using var server = _images.Publish(new MirrorServer());
        var progress = new Recorder();
        var loaded = await Loader(server.Address).LoadAsync([TinyImages.Name], progress, Cancellation);
        Assert.Equal(DatasetOrigin.Downloaded, loaded.Location.Origin);
        Assert.Equal(_images.Content.Keys, server.Requests, StringComparer.Ordinal);
        AssertOnlyTheFilesAreKept();
        Assert.All(_images.Content, file => Assert.Contains(progress.Seen, seen =>
            seen == new DownloadProgress(TinyImages.Name, file.Key, server.Address, file.Value.Length, file.Value.Length)));

        var again = await Loader(server.Address).LoadAsync([TinyImages.Name], null, Cancellation);
        Assert.Equal(DatasetOrigin.Cache, again.Location.Origin);
        Assert.Equal(loaded.Dataset.Fingerprint, again.Dataset.Fingerprint);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(MirrorServer.Fault.NotFound, "answered 404 Not Found")]
    [InlineData(MirrorServer.Fault.WrongContent, "wrong content: expected SHA-256")]
    [InlineData(MirrorServer.Fault.StallInBody, "waited 8 s for more data")]
    [InlineData(MirrorServer.Fault.StallBeforeAnswer, "waited 8 s for an answer")]
    [InlineData(MirrorServer.Fault.CloseInBody, "the connection broke")]
    [InlineData(MirrorServer.Fault.CloseInBodyOfUnknownLength, "wrong size: expected")]
    [InlineData(MirrorServer.Fault.CloseBeforeAnswer, "")]
    [InlineData(MirrorServer.Fault.Endless, "wrong size: expected")]
    public async Task LoadAsync_FirstMirrorMisbehaves_TakesTheNextAndAsksTheFirstOnce(MirrorServer.Fault fault, string reason)
    {
        await using var bad = _images.Publish(new MirrorServer
        {
            Misbehaviour = fault,
            OnRequest = () => Pass(fault == MirrorServer.Fault.StallBeforeAnswer),
        });
        await using var good = _images.Publish(new MirrorServer());
        var progress = new Recorder { OnReport = seen => Pass(fault == MirrorServer.Fault.StallInBody && seen.Mirror == bad.Address) };
        var loaded = await Loader(bad.Address, good.Address).LoadAsync([TinyImages.Name], progress, Cancellation);
        Assert.Equal(DatasetOrigin.Downloaded, loaded.Location.Origin);

        // A connection closed without an answer is tried again by the HTTP client itself: the same request, not another.
        Assert.Single(bad.Requests.Distinct(StringComparer.Ordinal));
        Assert.Equal(4, good.Requests.Count);
        AssertOnlyTheFilesAreKept();

        // The same mirror alone: the error says what went wrong, and nothing is left behind.
        Directory.Delete(_folder[TinyImages.Name], recursive: true);
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader(bad.Address).LoadAsync([TinyImages.Name], progress, Cancellation));
        Assert.Contains($"{bad.Address}train-images.gz: {reason}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder[TinyImages.Name]));

        void Pass(bool stalled)
        {
            if (stalled)
            {
                _time.Advance(TimeSpan.FromSeconds(8));
            }
        }
    }

    [Fact]
    public async Task LoadAsync_MirrorLosesALaterFile_KeepsWhatItGaveAndGoesOnElsewhere()
    {
        await using var partial = _images.Publish(new MirrorServer());
        partial.Files.TryRemove("test-images.gz", out _);
        await using var whole = _images.Publish(new MirrorServer());
        await Loader(partial.Address, whole.Address).LoadAsync([TinyImages.Name], null, Cancellation);
        Assert.Equal(["train-images.gz", "train-labels.gz", "test-images.gz"], partial.Requests, StringComparer.Ordinal);
        Assert.Equal(["test-images.gz", "test-labels.gz"], whole.Requests, StringComparer.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_MirrorRefusesConnections_FallsThroughAtOnce()
    {
        var loaded = await Loader(Closed(), Closed()).LoadAsync([TinyImages.Name, TinyImages.GeneratedName], null, Cancellation);
        Assert.Equal(TinyImages.GeneratedName, loaded.Dataset.Name);
        Assert.Equal(DatasetOrigin.Generated, loaded.Location.Origin);
        var skipped = Assert.Single(loaded.Skipped);
        Assert.Equal(TinyImages.Name, skipped.Name);
        Assert.Contains("no mirror could be reached", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_ConnectionHangs_GivesUpAfterTheTimeLimit()
    {
        // As at a host that drops packets, which no address is sure to do on every machine.
        using var http = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
            ConnectCallback = async (_, cancellation) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                throw new UnreachableException();
            },
        };
        var sources = Sources() with { Http = http, ConnectTimeout = http.ConnectTimeout };
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() =>
            new DatasetLoader(sources, _images.Catalog(Closed())).LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Contains("no connection within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_NoNetwork_SaysWhereItLookedWhatItTriedAndHowToSupplyIt()
    {
        var mirror = Closed();
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader(mirror).LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Equal(TinyImages.Name, error.Name);
        Assert.Contains("--data: not given", error.Message, StringComparison.Ordinal);
        Assert.Contains("DROPOUTSWEEP_DATA: not given", error.Message, StringComparison.Ordinal);
        Assert.Contains($"cache: {_folder[TinyImages.Name]} does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{mirror}train-images.gz: ", error.Message, StringComparison.Ordinal);
        Assert.All(_images.Content, file => Assert.Contains($"{file.Key} ({file.Value.Length} bytes)", error.Message, StringComparison.Ordinal));
        Assert.Contains($"or into {_folder[TinyImages.Name]}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_TwoAtOnce_BothSucceed()
    {
        // Neither gets its first file before both have asked for it, so they truly overlap.
        var asked = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = _images.Publish(new MirrorServer
        {
            BeforeContent = () =>
            {
                if (Interlocked.Increment(ref asked) == 2)
                {
                    both.SetResult();
                }

                return both.Task;
            },
        });
        var loads = Enumerable.Range(0, 2).Select(_ => Loader(server.Address).LoadAsync([TinyImages.Name], null, Cancellation));
        var loaded = await Task.WhenAll(loads);
        Assert.Equal(loaded[0].Dataset.Fingerprint, loaded[1].Dataset.Fingerprint);
        Assert.Equal(2, server.Requests.Count(name => name.Equals("train-images.gz", StringComparison.Ordinal)));
        AssertOnlyTheFilesAreKept();
    }

    [Fact]
    public async Task LoadAsync_CachedFileDamaged_IsFetchedAgain()
    {
        _images.Supply(_folder[TinyImages.Name]);
        var damaged = _folder[TinyImages.Name, "test-labels.gz"];
        var bytes = await File.ReadAllBytesAsync(damaged, Cancellation);
        bytes[^6] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes, Cancellation);
        await using var server = _images.Publish(new MirrorServer());
        var loaded = await Loader(server.Address).LoadAsync([TinyImages.Name], null, Cancellation);
        Assert.Equal(["test-labels.gz"], server.Requests, StringComparer.Ordinal);
        Assert.Contains(loaded.Location.Looked, line => line.Contains($"{damaged} is damaged", StringComparison.Ordinal));
        AssertOnlyTheFilesAreKept();
    }

    [Fact]
    public async Task LoadAsync_CancelledInMidFile_ThrowsAndLeavesNoPart()
    {
        await using var server = _images.Publish(new MirrorServer { Misbehaviour = MirrorServer.Fault.StallInBody });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new Recorder { OnReport = _ => cancel.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Loader(server.Address).LoadAsync([TinyImages.Name], progress, cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder[TinyImages.Name]));
    }

    [Fact]
    public async Task LoadAsync_DownloadOff_DoesNotAsk()
    {
        await using var server = _images.Publish(new MirrorServer());
        var loader = new DatasetLoader(Sources() with { Download = false }, _images.Catalog(server.Address));
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => loader.LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Contains("downloading is off", error.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task LoadAsync_CacheCannotBeWritten_IsUnavailable()
    {
        await using var server = _images.Publish(new MirrorServer());
        var file = _folder.Write("occupied", [1]);
        var loader = new DatasetLoader(Sources() with { CacheDirectory = file }, _images.Catalog(server.Address));
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => loader.LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Contains("cannot be written", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_PartAbandonedLongAgo_IsDeleted()
    {
        var old = _folder.Write(Path.Combine(TinyImages.Name, "train-images.gz.1.part"), [1]);
        var young = _folder.Write(Path.Combine(TinyImages.Name, "train-images.gz.2.part"), [1]);
        File.SetLastWriteTimeUtc(old, _time.GetUtcNow().UtcDateTime.AddDays(-2));
        File.SetLastWriteTimeUtc(young, _time.GetUtcNow().UtcDateTime.AddHours(-1));
        await using var server = _images.Publish(new MirrorServer());
        await Loader(server.Address).FetchAsync(TinyImages.Name, null, Cancellation);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    private void AssertOnlyTheFilesAreKept()
    {
        Assert.Equal(_images.Content.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(_folder[TinyImages.Name]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(_images.Content, file => Assert.Equal(file.Value, File.ReadAllBytes(_folder[TinyImages.Name, file.Key])));
    }

    private DatasetSources Sources() => new() { CacheDirectory = _folder.Path, Http = _http, Time = _time };

    private DatasetLoader Loader(params Uri[] mirrors) => new(Sources(), _images.Catalog(mirrors));

    // An address that nobody listens at: the port was free a moment ago.
    private static Uri Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private sealed class Recorder : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Seen { get; } = [];

        public Action<DownloadProgress> OnReport { get; init; } = _ => { };

        public void Report(DownloadProgress value)
        {
            Seen.Add(value);
            OnReport(value);
        }
    }
}
