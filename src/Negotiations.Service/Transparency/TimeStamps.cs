using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;

namespace Negotiations.Service.Transparency;

/// <summary>
/// Stamps of a time-stamping authority (RFC 3161) on checkpoints of the log: <c>Log:Stamps:Address</c> names it, <c>Log:Stamps:Root</c> a
/// PEM file with the certificate that it is trusted by, else those do that the system trusts. One is asked for each
/// <c>Log:Stamps:Hours</c>, a day unless told.
/// </summary>
internal sealed class TimeStamps : IDisposable
{
    private const string Asked = "application/timestamp-query";
    private readonly Uri? address;
    private readonly X509Certificate2Collection? roots;
    private readonly TimeSpan every;
    private readonly ILogger<TimeStamps> log;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private DateTimeOffset next;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="AccessSettingException">A setting can't be read.</exception>
    public TimeStamps(IConfiguration configuration, ILogger<TimeStamps> log)
    {
        this.log = log;
        every = TimeSpan.FromHours(configuration.GetValue("Log:Stamps:Hours", 24.0));
        if (configuration["Log:Stamps:Address"] is not { } named) return;
        address = Uri.TryCreate(named, UriKind.Absolute, out var read) && read.Scheme is "http" or "https" ? read
            : throw new AccessSettingException("Log:Stamps:Address takes the address of a time-stamping authority, such as "
                + "https://stamps.example/tsr");
        if (configuration["Log:Stamps:Root"] is { } file) roots = Read(file);
    }

    /// <summary>A stamp on a checkpoint, where one is due; null where none is, or none could be had.</summary>
    public async Task<byte[]?> Of(SignedNote note, DateTimeOffset? last, DateTimeOffset now, CancellationToken cancellation)
    {
        if (address is null || now < next || now - last < every) return null;
        try
        {
            return await Ask(Encoding.UTF8.GetBytes(note.Text), cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or CryptographicException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogWarning("The time-stamping authority gave no stamp that can be trusted: {Fault}", fault.Message);
            // Not at each checkpoint.
            next = now.AddMinutes(5);
            return null;
        }
    }

    /// <summary>What is wrong with a stamp on a text; null where it holds.</summary>
    public static string? Fault(byte[] stamp, string text) =>
        Rfc3161TimestampToken.TryDecode(stamp, out var token, out _) && token.VerifySignatureForData(Encoding.UTF8.GetBytes(text), out _)
            ? null : "its time stamp is not on what it says";

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<byte[]> Ask(byte[] data, CancellationToken cancellation)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(data, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8),
            requestSignerCertificates: true);
        using var body = new ByteArrayContent(request.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue(Asked) } };
        using var response = await client.PostAsync(address, body, cancellation);
        response.EnsureSuccessStatusCode();
        var token = request.ProcessResponse(await response.Content.ReadAsByteArrayAsync(cancellation), out _);
        if (!token.VerifySignatureForData(data, out var signer)) throw new CryptographicException("its signature is wrong");
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.8"));
        chain.ChainPolicy.VerificationTime = token.TokenInfo.Timestamp.UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }
        if (!chain.Build(signer)) throw new CryptographicException("its certificate is not trusted");
        return token.AsSignedCms().Encode();
    }

    private static X509Certificate2Collection Read(string file)
    {
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(file);
            return read;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new AccessSettingException($"Log:Stamps:Root: {file} holds no certificates in PEM: {fault.Message}");
        }
    }
}
