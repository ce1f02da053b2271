using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>Keeps what the project's own classes log, each as its id, its message and its exception's.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName.StartsWith("DropoutSweep", StringComparison.Ordinal));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines, bool own) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => own;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (own)
            {
                lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception?.Message}".TrimEnd());
            }
        }
    }
}
