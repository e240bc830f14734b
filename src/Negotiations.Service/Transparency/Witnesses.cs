using System.Globalization;
using System.Net;
using System.Text;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// Who signs how the log stands, elsewhere: <c>Log:Witnesses</c> lists the address and the public key of each. Any witness will do that
/// speaks c2sp.org/tlog-witness, such as another of these services.
/// </summary>
internal sealed class Witnesses : IDisposable
{
    private const string Refusal = "it has seen another log under this name before: what was recorded here was changed, or set back";
    private readonly RecordLog record;
    private readonly ILogger<Witnesses> log;
    private readonly Witness[] all;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>Reads the setting.</summary>
    /// <exception cref="AccessSettingException">A witness has no address, or no key.</exception>
    public Witnesses(IConfiguration configuration, RecordLog record, ILogger<Witnesses> log)
    {
        (this.record, this.log) = (record, log);
        all = [.. configuration.GetSection("Log:Witnesses").GetChildren().Select(one => new Witness(
            Uri.TryCreate($"{one["Address"]?.TrimEnd('/')}/{WitnessRequest.Path}", UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https" ? address
                : throw new AccessSettingException($"{one.Path}:Address takes the address of a witness, such as "
                    + "https://negotiations.example/witness"),
            VerifierKey.Read(one["Key"] ?? "") is { Kind: KeyKind.Witness } key ? key
                : throw new AccessSettingException($"{one.Path}:Key takes the public key of the witness, such as name+1a2b3c4d+base64")))];
    }

    /// <summary>The checkpoint with the signatures of those who gave one.</summary>
    public async Task<SignedNote> Cosigned(SignedNote note, long size, CancellationToken cancellation)
    {
        var given = await Task.WhenAll(all.Select(witness => Ask(witness, note, size, cancellation)));
        return given.OfType<SignedNote.Signature>().Aggregate(note, (signed, signature) => signed.With(signature));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<SignedNote.Signature?> Ask(Witness witness, SignedNote note, long size, CancellationToken cancellation)
    {
        string? fault;
        try
        {
            (var signature, fault) = await Try(witness, note, size, cancellation);
            // What it signed last was not what we thought.
            if (fault is null && signature is null) (signature, fault) = await Try(witness, note, size, cancellation);
            fault ??= "it tells one size after another";
            if (signature is not null)
            {
                witness.IsRefused = false;
                return signature;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            fault = failure is HttpRequestException { HttpRequestError: var kind } ? $"it can't be reached ({kind})" : "it did not answer";
        }
        if (!witness.IsRefused)
            log.Log(fault == Refusal ? LogLevel.Error : LogLevel.Warning, "The witness {Witness} did not sign the log: {Fault}",
                witness.Key.Name, fault);
        witness.IsRefused = true;
        return null;
    }

    private async Task<(SignedNote.Signature? Signature, string? Fault)> Try(Witness witness, SignedNote note, long size,
        CancellationToken cancellation)
    {
        if (witness.Last > size)
        {
            witness.Last = 0;
            return (null, Refusal);
        }
        var proof = await record.Tree(tree => tree.Reader.Consistency(witness.Last, size, cancellation), cancellation);
        using var body = new StringContent($"{new WitnessRequest(witness.Last, proof, note)}", Encoding.UTF8, "text/plain");
        using var response = await client.PostAsync(witness.Address, body, cancellation);
        var said = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (response.StatusCode == HttpStatusCode.Conflict && response.Content.Headers.ContentType?.MediaType == WitnessRequest.SizeType
            && long.TryParse(said.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last != witness.Last)
        {
            witness.Last = last;
            return (null, null);
        }
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity) return (null, Refusal);
        if (!response.IsSuccessStatusCode) return (null, $"it answered {(int)response.StatusCode}");
        // Only what its key made is taken.
        var signature = SignedNote.Read($"{note.Text}\n{said}")?.Signatures.FirstOrDefault(one => one.Name == witness.Key.Name
            && one.Id.SequenceEqual(witness.Key.Id) && witness.Key.Verifies(note.Text, one.Bytes));
        if (signature is null) return (null, "its answer holds no signature by its key");
        witness.Last = size;
        return (signature, null);
    }

    private sealed record Witness(Uri Address, VerifierKey Key)
    {
        public long Last { get; set; }

        public bool IsRefused { get; set; }
    }
}
