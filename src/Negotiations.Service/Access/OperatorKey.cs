using Marten;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>
/// The key of whoever started the service, with every role. It is in the file <c>Access__OperatorKeyFile</c> (by default
/// <c>operator.key</c> beside the data), readable by its owner only. The first start makes it, and each start saves the file's key in the
/// store; a revoked key stays revoked. Rows of keys that are older than the service's secret are sealed by it once.
/// </summary>
internal sealed class OperatorKey(IConfiguration configuration, IDocumentStore store, ServiceSecret secret, KeySeals seals,
    TimeProvider clock)
    : IHostedService
{
    private const string Setting = "Access:OperatorKeyFile", Usual = "operator.key";

    /// <summary>The file's path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(configuration[Setting]
        ?? System.IO.Path.Combine(Folders.DataOf(configuration), Usual));

    /// <summary>The key's id, once the service has started.</summary>
    public string Id { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var text = File.Exists(Path) ? (await File.ReadAllTextAsync(Path, cancellationToken)).Trim() : await Make(cancellationToken);
        Id = ApiKey.IdOf(text)
            ?? throw new AccessSettingException($"The file {Path} holds no key of this service (neg_…). Delete it, and a new one is made.");
        await using var session = store.LightweightSession();
        if (secret.IsNew)
            foreach (var key in await session.Query<ApiKey>().Where(key => key.Seal == null).ToListAsync(cancellationToken))
                session.Store(seals.Sealed(key));
        var known = await session.LoadAsync<ApiKey>(Id, cancellationToken);
        // The file is the proof, whatever became of the row.
        if (known is null || (!seals.Holds(known) && !(secret.IsNew && known.Seal is null)))
            session.Store(seals.Sealed(seals.Signing(
                ApiKey.Of(text, Caller.Local.Name, Grant.Everything, Caller.Local.Name, known?.CreatedAt ?? clock.GetUtcNow(), null),
                text)
                with
            { RevokedAt = known?.RevokedAt }));
        await session.Commit(cancellationToken);
        secret.Confirm();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string> Make(CancellationToken cancellation)
    {
        var text = ApiKey.Generate();
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            await using var writer = new StreamWriter(PrivateFile.Create(Path));
            await writer.WriteLineAsync(text.AsMemory(), cancellation);
            return text;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The operator's key can't be written to {Path} ({fault.Message}). Let "
                + $"{Setting.Replace(":", "__", StringComparison.Ordinal)} name a file that can be written, or one that holds a key.");
        }
    }
}
