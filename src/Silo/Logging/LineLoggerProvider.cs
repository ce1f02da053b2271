using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Logging;

/// <summary>Logs as plain text, one line an entry: time (UTC), level, message. An exception's message follows its entry's.</summary>
/// <param name="writer">Where the lines go; not disposed.</param>
/// <param name="least">The least level that is written.</param>
/// <param name="time">The clock.</param>
public sealed class LineLoggerProvider(TextWriter writer, LogLevel least, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(LogLevel level, string message)
    {
        var name = level switch
        {
            LogLevel.Trace or LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            _ => "error",
        };
        lock (_lock)
        {
            writer.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {name}: {message.ReplaceLineEndings(" ")}");
            writer.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(logLevel, exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    private LogLevel Least => least;
}
