using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Locating;

public sealed class DatasetLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyImages _images = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LoadAsync_InEveryPlace_PrefersTheNamedFolderThenTheEnvironments()
    {
        string[] places = [_folder["data"], _folder["environment"], _folder["cache"]];
        DatasetOrigin[] origins = [DatasetOrigin.DataDirectory, DatasetOrigin.EnvironmentDirectory, DatasetOrigin.Cache];
        for (var i = 0; i < places.Length; i++)
        {
            _images.Supply(Path.Combine(places[i], TinyImages.Name));
        }

        for (var i = 0; i < places.Length; i++)
        {
            var loaded = await Loader(places[0], places[1], places[2]).LoadAsync([TinyImages.Name], null, Cancellation);
            Assert.Equal((origins[i], Path.Combine(places[i], TinyImages.Name)), (loaded.Location.Origin, loaded.Location.Folder));
            Directory.Delete(Path.Combine(places[i], TinyImages.Name), recursive: true);
        }

        await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader(places[0], places[1], places[2]).LoadAsync([TinyImages.Name], null, Cancellation));
    }

    [Fact]
    public async Task LoadAsync_Found_GivesTheSamplesAsTheFilesHoldThem()
    {
        _images.Supply(_folder[TinyImages.Name]);
        var dataset = (await Loader(_folder.Path).LoadAsync([TinyImages.Name], null, Cancellation)).Dataset;
        Assert.Equal((TinyImages.Name, 3, 3, 3), (dataset.Name, dataset.Classes, dataset.ImageWidth, dataset.ImageHeight));
        Assert.Equal((6, 2), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal(IdxSamples.Images(6, 3, 3)[16..], dataset.Train.AllPixels());
        Assert.Equal([2, 1], dataset.Test.Labels.ToArray());
    }

    [Fact]
    public async Task LoadAsync_FolderNamedAfterTheDataSet_IsTakenItself()
    {
        _images.Supply(_folder[TinyImages.Name]);
        var loaded = await Loader(_folder[TinyImages.Name] + Path.DirectorySeparatorChar).LoadAsync([TinyImages.Name], null, Cancellation);
        Assert.Equal(_folder[TinyImages.Name], loaded.Location.Folder);
    }

    [Fact]
    public async Task LoadAsync_FilesDirectlyInAFolderOfAnotherName_AreNotTakenButMentioned()
    {
        _images.Supply(_folder["other"]);
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader(_folder["other"]).LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Contains("itself holds files of those names: put them into a folder named tiny", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task LoadAsync_UnpackedFiles_AreTaken(int place)
    {
        var folder = _folder[TinyImages.Name];
        _images.Supply(folder);
        File.Delete(Path.Combine(folder, "test-labels.gz"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "test-labels"), IdxSamples.Labels(2, 1), Cancellation);
        var directories = new string?[3];
        directories[place] = _folder.Path;
        var loaded = await Loader(directories[0], directories[1], directories[2]).LoadAsync([TinyImages.Name], null, Cancellation);
        Assert.Equal(Path.Combine(folder, "test-labels"), loaded.Location.Files[3]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_BadFileInAGivenFolder_IsAnErrorThoughAnotherDataSetFollows(bool named)
    {
        _images.Supply(_folder[TinyImages.Name]);
        var path = _folder.Write(Path.Combine(TinyImages.Name, "test-labels.gz"), IdxSamples.Gzip(IdxSamples.Labels(2, 7)));
        var loader = named ? Loader(_folder.Path) : Loader(null, _folder.Path);
        var error = await Assert.ThrowsAsync<DataFormatException>(() => loader.LoadAsync([TinyImages.Name, TinyImages.GeneratedName], null, Cancellation));
        Assert.Equal((path, 9L), (error.File, error.Offset));
    }

    [Fact]
    public async Task LoadAsync_OtherNumberOfImages_IsAnError()
    {
        _images.Supply(_folder[TinyImages.Name]);
        _folder.Write(Path.Combine(TinyImages.Name, "test-labels.gz"), IdxSamples.Labels(2));
        var path = _folder.Write(Path.Combine(TinyImages.Name, "test-images.gz"), IdxSamples.Images(1, 3, 3));
        var error = await Assert.ThrowsAsync<DataFormatException>(() => Loader(_folder.Path).LoadAsync([TinyImages.Name], null, Cancellation));
        Assert.Equal($"{path}, byte 4: expected the 2 images of tiny, found 1.", error.Message);
    }

    [Fact]
    public async Task LoadAsync_IncompleteGivenFolder_NamesWhatIsMissing()
    {
        _images.Supply(_folder[TinyImages.Name]);
        File.Delete(_folder[TinyImages.Name, "train-labels.gz"]);
        var error = await Assert.ThrowsAsync<DataFormatException>(() => Loader(_folder.Path).LoadAsync([TinyImages.Name, TinyImages.GeneratedName], null, Cancellation));
        Assert.Equal($"{_folder[TinyImages.Name]}: expected all 4 files of tiny, found no train-labels.gz.", error.Message);
    }

    [Fact]
    public async Task LoadAsync_NamedFolderDoesNotExist_IsAnError()
    {
        var error = await Assert.ThrowsAsync<DataFormatException>(() => Loader(_folder["typo"]).LoadAsync([TinyImages.Name, TinyImages.GeneratedName], null, Cancellation));
        Assert.Equal(_folder["typo"], error.File);
    }

    [Fact]
    public async Task LoadAsync_FirstCanBeHad_SkipsNone()
    {
        var loaded = await Loader().LoadAsync([TinyImages.GeneratedName, TinyImages.Name], null, Cancellation);
        Assert.Equal(TinyImages.GeneratedName, loaded.Dataset.Name);
        Assert.Empty(loaded.Skipped);
    }

    [Fact]
    public async Task LoadAsync_SingleNameMissing_IsNeverReplaced() =>
        Assert.Equal(TinyImages.Name, (await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader().LoadAsync([TinyImages.Name], null, Cancellation))).Name);

    [Fact]
    public async Task LoadAsync_NoneOfSeveral_TellsOfAll()
    {
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => Loader().LoadAsync([TinyImages.Name, TinyImages.Name], null, Cancellation));
        Assert.Equal("tiny, tiny", error.Name);
        Assert.Equal(2, error.Message.Split("Looked in:").Length - 1);
    }

    [Fact]
    public async Task LoadAsync_UnknownNameBehindAGoodOne_IsAnErrorAllTheSame()
    {
        var error = await Assert.ThrowsAsync<UnknownDatasetException>(() => Loader().LoadAsync([TinyImages.GeneratedName, "tyni"], null, Cancellation));
        Assert.Equal("Unknown data set 'tyni'; did you mean 'tiny'? Known: tiny, made.", error.Message);
    }

    [Fact]
    public async Task LoadAsync_EmptyList_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Loader().LoadAsync([], null, Cancellation));

    [Fact]
    public void Locate_MissingOrGenerated_SaysSo()
    {
        Assert.Equal(DatasetOrigin.Missing, Loader().Locate(TinyImages.Name).Origin);
        Assert.Equal(DatasetOrigin.Generated, Loader().Locate(TinyImages.GeneratedName).Origin);
    }

    // Nothing here may reach a network: there is no mirror.
    private DatasetLoader Loader(string? data = null, string? environment = null, string? cache = null) =>
        new(new DatasetSources { DataDirectory = data, EnvironmentDirectory = environment, CacheDirectory = cache, Download = false }, _images.Catalog());
}
