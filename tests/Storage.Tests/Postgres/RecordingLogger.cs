using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>Keeps what is logged, of every level.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();

    public IReadOnlyList<string> Lines => [.. _entries.Select(static entry => entry.Text)];

    public IReadOnlyList<string> Warnings => [.. _entries.Where(static entry => entry.Level >= LogLevel.Warning).Select(static entry => entry.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((logLevel, formatter(state, exception)));
    }
}
