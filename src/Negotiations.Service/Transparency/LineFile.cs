using System.Text;

namespace Negotiations.Service.Transparency;

/// <summary>
/// A file of lines that is only ever added to. Hosts that share it write one at a time. A line counts once it is whole: what a host that
/// was killed left behind of one, which nobody was told of, the next one cuts off.
/// </summary>
internal sealed class LineFile(string file)
{
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How many bytes it has.</summary>
    public long Length => File.Exists(file) ? new FileInfo(file).Length : 0;

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(file);

    /// <summary>Its whole lines from a place to another, each with the place behind it.</summary>
    public IEnumerable<(string Line, long End)> Read(long from, long until)
    {
        if (!Exists) yield break;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024);
        stream.Position = from;
        var (line, at) = (new List<byte>(), from);
        for (int read; at + line.Count < until && (read = stream.ReadByte()) >= 0;)
        {
            if (read != '\n')
            {
                line.Add((byte)read);
                continue;
            }
            at += line.Count + 1;
            yield return (Encoding.UTF8.GetString([.. line]), at);
            line.Clear();
        }
    }

    /// <summary>Does something while no other host adds a line.</summary>
    /// <exception cref="IOException">Another host doesn't let go of it.</exception>
    public T Alone<T>(Func<T> act)
    {
        using var held = Take();
        return act();
    }

    /// <summary>Adds a line, down to the disk; where hosts may share the file, inside <see cref="Alone"/>.</summary>
    public void Add(byte[] line)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var end = stream.Length;
        for (stream.Position = end; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') break;
        }
        stream.SetLength(end);
        stream.Position = end;
        stream.Write([.. line, (byte)'\n']);
        stream.Flush(flushToDisk: true);
    }

    private FileStream Take()
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tried < Tries)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
