namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// A file that holds a database's password, on its first line; read for every connection, so that a new password needs no
/// restart.
/// </summary>
internal sealed class PasswordFile
{
    /// <summary>The parameter of an address that names the file.</summary>
    public const string Parameter = "password_file";

    private readonly string _path;

    /// <summary>A password's file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArgumentException">It cannot be read or is empty.</exception>
    public PasswordFile(string path)
    {
        _path = path;
        try
        {
            _ = Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(error.Message, nameof(path), error);
        }
    }

    /// <summary>The password.</summary>
    /// <exception cref="IOException">It cannot be read at present, or is empty; it may be in the middle of being replaced.</exception>
    public string Read()
    {
        try
        {
            return Password(File.ReadAllText(_path));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(error);
        }
    }

    /// <inheritdoc cref="Read"/>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Password(await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(error);
        }
    }

    private string Password(string text) =>
        text.Split('\n', 2)[0].TrimEnd('\r') is { Length: > 0 } password ? password : throw new IOException($"The {Parameter} '{_path}' is empty.");

    private IOException Unreadable(Exception error) => new($"The {Parameter} '{_path}' cannot be read: {error.Message}", error);
}
