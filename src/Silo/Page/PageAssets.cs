using System.Security.Cryptography;
using DropoutSweep.Figures.Theme;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace DropoutSweep.Silo.Page;

/// <summary>
/// The page's script, style sheet and icon, out of the program itself. Their addresses hold a hash of all of them, so that
/// a browser may keep them for good: another program has other addresses.
/// </summary>
internal sealed class PageAssets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private const string Style = "page.css";

    private static readonly (string Name, string Type)[] s_files =
    [
        (Style, "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ];

    private readonly Dictionary<string, (byte[] Bytes, string Type, EntityTagHeaderValue Tag)> _assets = new(StringComparer.Ordinal);

    public PageAssets()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, type) in s_files)
        {
            // Figures on the page leave their style to its style sheet.
            var bytes = string.Equals(name, Style, StringComparison.Ordinal) ? [.. Read(name), .. System.Text.Encoding.UTF8.GetBytes(FigureTheme.Css)] : Read(name);
            all.AppendData(bytes);
            _assets.Add(name, (bytes, type, new EntityTagHeaderValue($"\"{Short(SHA256.HashData(bytes))}\"")));
        }

        Version = Short(all.GetHashAndReset());
    }

    /// <summary>Changes with any of them.</summary>
    public string Version { get; }

    /// <summary>The address of one.</summary>
    public string PathOf(string name) => $"{PagePaths.Assets}/{Version}/{name}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(PagePaths.Assets + "/{version}/{name}", (string version, string name, HttpContext context, PageAssets assets) => assets.Answer(version, name, context));

    /// <summary>A text that is part of the program.</summary>
    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Read(name));

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"'{name}' is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 8));

    private IResult Answer(string version, string name, HttpContext context)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        // A page of another version, still open while silos are replaced, gets this one's file, but may not keep it.
        context.Response.Headers.CacheControl = string.Equals(version, Version, StringComparison.Ordinal) ? Forever : "no-cache";
        return TypedResults.Bytes(asset.Bytes, asset.Type, entityTag: asset.Tag);
    }
}
