using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>A time-stamping authority on this machine, by another make than that which the service reads its stamps with.</summary>
internal sealed class StampAuthority(LocalServer server, X509Certificate2 certificate) : IAsyncDisposable
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1", Policy = "1.3.6.1.4.1.4146.2.2", Stamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Its address.</summary>
    public string Address => server.Address;

    /// <summary>Its certificate, as PEM.</summary>
    public string Pem => certificate.ExportCertificatePem();

    /// <summary>Its certificate.</summary>
    public Org.BouncyCastle.X509.X509Certificate Certificate => DotNetUtilities.FromX509Certificate(certificate);

    /// <summary>Starts one on any port.</summary>
    public static async Task<StampAuthority> Start()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=Stamps of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        asked.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Stamping)], critical: true));
        var certificate = asked.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var pair = DotNetUtilities.GetKeyPair(key);
        var serial = 0;
        return new StampAuthority(await LocalServer.Start(app => app.MapPost("/", async (HttpRequest request) =>
        {
            request.ContentType.ShouldBe("application/timestamp-query");
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var stamped = DotNetUtilities.FromX509Certificate(certificate);
            var tokens = new TimeStampTokenGenerator(pair.Private, stamped, Sha256, Policy);
            tokens.SetCertificates(CollectionUtilities.CreateStore([stamped]));
            var answer = new TimeStampResponseGenerator(tokens, [Sha256]).Generate(new TimeStampRequest(body.ToArray()),
                BigInteger.ValueOf(Interlocked.Increment(ref serial)), DateTime.UtcNow);
            return Results.Bytes(answer.GetEncoded(), "application/timestamp-reply");
        })), certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
    }
}
