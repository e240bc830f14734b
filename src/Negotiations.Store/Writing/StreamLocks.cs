namespace Negotiations.Store.Writing;

/// <summary>
/// Lets commands on the same stream go one after another within this host, so that they need not collide in the database and try again.
/// Only an optimisation: the store's version check keeps streams consistent, also between hosts.
/// </summary>
internal sealed class StreamLocks : IDisposable
{
    private readonly SemaphoreSlim[] locks = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits until no other command holds any of the streams; dispose the pass to let others in.</summary>
    public async Task<IDisposable> Enter(IEnumerable<string> streams, CancellationToken cancellation)
    {
        var pass = new Pass();
        try
        {
            // Always in the same order, so that two commands never wait for each other.
            foreach (var gate in streams.Select(GateOf).Distinct().Order())
            {
                await locks[gate].WaitAsync(cancellation);
                pass.Add(locks[gate]);
            }
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    public void Dispose() => Array.ForEach(locks, gate => gate.Dispose());

    private int GateOf(string stream) => (int)((uint)stream.GetHashCode(StringComparison.Ordinal) % (uint)locks.Length);

    private sealed class Pass : IDisposable
    {
        private readonly Stack<SemaphoreSlim> held = new();

        public void Add(SemaphoreSlim gate) => held.Push(gate);

        public void Dispose()
        {
            while (held.TryPop(out var gate)) gate.Release();
        }
    }
}
