using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Passes on what this program's grains log, and of Orleans' own logs the errors, two levels down: that a silo has died, of
/// which Orleans has much to say, the engine says itself, in its own words.
/// </summary>
internal sealed class OrleansLoggers : ILoggerFactory
{
    private const int Down = 2;
    private readonly ILoggerFactory _inner;

    private OrleansLoggers(ILoggerFactory inner) => _inner = inner;

    public static ILoggerFactory Over(ILoggerFactory inner) => new OrleansLoggers(inner);

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("DropoutSweep", StringComparison.Ordinal) ? _inner.CreateLogger(categoryName) : new Lowered(_inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Loggers are the program's.");

    public void Dispose()
    {
        // The inner one is its owner's.
    }

    private sealed class Lowered(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Error and not LogLevel.None && inner.IsEnabled(logLevel - Down);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel - Down, eventId, state, exception, formatter);
            }
        }
    }
}
