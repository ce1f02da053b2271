using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Operations;

/// <summary>Takes OTLP by http/protobuf on loopback, and reads what the tests ask about.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int Delimited = 2;
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    public ConcurrentDictionary<string, bool> Metrics { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> Texts { get; } = new(StringComparer.Ordinal);

    public Uri Address => new(_app.Urls.First());

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (context.Request.ContentType is not "application/x-protobuf")
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        // Export…ServiceRequest { 1: Resource… { 1: resource, 2: Scope… { 2: span or metric } } }.
        foreach (var resource in Fields(body.ToArray(), 1))
        {
            foreach (var attribute in Fields(resource, 1).SelectMany(one => Fields(one, 1)))
            {
                Texts[Attribute(attribute)] = true;
            }

            foreach (var entry in Fields(resource, 2).SelectMany(scope => Fields(scope, 2)))
            {
                if (context.Request.Path.Equals("/v1/traces", StringComparison.Ordinal))
                {
                    Spans.Enqueue(new Span(Text(entry, 5), Hex(entry, 1), Hex(entry, 2), Hex(entry, 4), Fixed(entry, 7), Fixed(entry, 8), [.. Fields(entry, 9).Select(Attribute)]));
                }
                else
                {
                    Metrics[Text(entry, 1)] = true;
                }
            }
        }
    }

    private static string Attribute(byte[] pair)
    {
        var value = Fields(pair, 2).FirstOrDefault() ?? [];
        return $"{Text(pair, 1)}={(Fields(value, 1).Any() ? Text(value, 1) : Varint(value, 3))}";
    }

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault() ?? []);

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault() ?? []);

    private static ulong Fixed(byte[] message, int field) => BinaryPrimitives.ReadUInt64LittleEndian(Parse(message).First(one => one.Field == field).Bytes);

    private static string Varint(byte[] message, int field) => Parse(message).Where(one => one.Field == field).Select(one => $"{one.Number}").FirstOrDefault() ?? "";

    private static IEnumerable<byte[]> Fields(byte[] message, int field) => Parse(message).Where(one => one.Field == field && one.Type == Delimited).Select(one => one.Bytes);

    /// <summary>The fields of a message by protobuf's wire format.</summary>
    private static IEnumerable<(int Field, int Type, byte[] Bytes, ulong Number)> Parse(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            var type = (int)(key & 7);
            var number = type is 0 or Delimited ? Number(message, ref at) : 0;
            var length = type switch
            {
                0 => 0,
                1 => 8,
                Delimited => (int)number,
                5 => 4,
                _ => throw new InvalidDataException($"Wire type {type}."),
            };
            yield return ((int)(key >> 3), type, message[at..(at + length)], number);
            at += length;
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }

    /// <summary>A span, with its times in nanoseconds since 1970 and its attributes as <c>name=value</c>.</summary>
    public sealed record Span(string Name, string Trace, string Id, string Parent, ulong Start, ulong End, IReadOnlyList<string> Attributes);
}
