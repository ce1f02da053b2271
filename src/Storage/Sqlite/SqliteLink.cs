using DropoutSweep.Storage.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>A connection with the commands that it has prepared. One thread at a time.</summary>
internal sealed class SqliteLink : IDisposable
{
    private const int MostKept = 1_000_000;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private SqliteLink(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether a transaction is open; SQLite may have ended it by itself after an error.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public static SqliteLink Open(string path)
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
        };
        var connection = new SqliteConnection(address.ToString());
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new SqliteLink(connection);
    }

    /// <summary>Runs several statements that are not worth keeping.</summary>
    public void RunScript(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void Run(string text, long now = 0, params ReadOnlySpan<Arg> args)
    {
        try
        {
            Prepare(text, now, args).ExecuteNonQuery();
        }
        finally
        {
            ForgetLarge(text, args);
        }
    }

    public long Number(string text) => (long)Prepare(text, 0, [])!.ExecuteScalar()!;

    public void Answer(Query query, long now)
    {
        using var reader = Prepare(query.Text, now, query.Args).ExecuteReader();
        while (reader.Read())
        {
            query.Add(reader);
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>A command keeps its values until the next ones, and SQLite a copy of them: megabytes are not left with it.</summary>
    private void ForgetLarge(string text, ReadOnlySpan<Arg> args)
    {
        foreach (var arg in args)
        {
            if (arg.Value is byte[] { Length: > MostKept } && _commands.Remove(text, out var command))
            {
                command.Dispose();
                return;
            }
        }
    }

    private SqliteCommand Prepare(string text, long now, ReadOnlySpan<Arg> args)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is one of StoreSql's or SqliteSql's; values are parameters.
            command.CommandText = text;
#pragma warning restore CA2100
            foreach (var arg in args)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = arg.Name });
            }

            if (text.Contains(SqliteSql.NowParameter, StringComparison.Ordinal))
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = SqliteSql.NowParameter });
            }

            _commands.Add(text, command);
        }

        var parameters = command.Parameters;
        for (var i = 0; i < args.Length; i++)
        {
            parameters[i].Value = args[i].Value ?? DBNull.Value;
        }

        if (parameters.Count > args.Length)
        {
            parameters[args.Length].Value = now;
        }

        return command;
    }
}
