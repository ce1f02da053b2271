using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Logging;

/// <summary>
/// Logs as JSON, one object a line: time (UTC), level, id, name, category, message, and what the message names (such as
/// <c>sweep</c>, <c>trial</c>, <c>attempt</c>) as members of their own; trace and span when there is one, the error when there is one.
/// </summary>
/// <param name="writer">Where the lines go; not disposed.</param>
/// <param name="least">The least level that is written.</param>
/// <param name="time">The clock.</param>
public sealed class JsonLoggerProvider(TextWriter writer, LogLevel least, TimeProvider time) : ILoggerProvider
{
    private static readonly HashSet<string> s_own = new(["time", "level", "id", "name", "category", "message", "trace", "span", "error"], StringComparer.Ordinal);

    // For people, who read quotes and umlauts; what ends a line is escaped all the same.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _lock = new();

    private LogLevel Least => least;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new JsonLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write<TState>(string category, LogLevel level, EventId id, TState state, Exception? error, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", JsonNamingPolicy.CamelCase.ConvertName(level.ToString()));
            json.WriteNumber("id", id.Id);
            json.WriteString("name", id.Name);
            json.WriteString("category", category);
            json.WriteString("message", message);
            WriteArguments(json, state);
            if (Activity.Current is { } span)
            {
                json.WriteString("trace", span.TraceId.ToHexString());
                json.WriteString("span", span.SpanId.ToHexString());
            }

            if (error is not null)
            {
                json.WriteString("error", error.ToString());
            }

            json.WriteEndObject();
        }

        var line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        lock (_lock)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    private static void WriteArguments<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> arguments)
        {
            return;
        }

        foreach (var (name, value) in arguments)
        {
            var key = JsonNamingPolicy.CamelCase.ConvertName(name);
            if (name.StartsWith('{') || s_own.Contains(key))
            {
                continue;
            }

            switch (value)
            {
                case null:
                    json.WriteNull(key);
                    break;
                case int or long:
                    json.WriteNumber(key, Convert.ToInt64(value));
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(key, Math.Round(number, 3));
                    break;
                case bool truth:
                    json.WriteBoolean(key, truth);
                    break;
                default:
                    json.WriteString(key, Convert.ToString(value));
                    break;
            }
        }
    }

    private sealed class JsonLogger(JsonLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(category, logLevel, eventId, state, exception, formatter(state, exception));
            }
        }
    }
}
