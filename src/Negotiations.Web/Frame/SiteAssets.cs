using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Negotiations.Web.Frame;

/// <summary>
/// The stylesheet, script, fonts and icon, which the assembly carries. Their address holds a hash of them all, so that browsers may keep
/// them for ever.
/// </summary>
public static class SiteAssets
{
    private const string Prefix = "Assets/";

    private static readonly FrozenDictionary<string, byte[]> Contents = typeof(SiteAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], Read);

    /// <summary>The first part of their addresses.</summary>
    public static string Root { get; } = $"/assets/{HashOf(Contents)}";

    /// <summary>The address of one.</summary>
    public static string At(string name) => Contents.ContainsKey(name) ? $"{Root}/{name}" : throw new ArgumentException(name);

    /// <summary>The content of one; null where there is none.</summary>
    public static byte[]? Find(string name) => Contents.GetValueOrDefault(name);

    /// <summary>Its media type.</summary>
    public static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };

    private static byte[] Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string HashOf(FrozenDictionary<string, byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in contents.OrderBy(asset => asset.Key, StringComparer.Ordinal)) hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
