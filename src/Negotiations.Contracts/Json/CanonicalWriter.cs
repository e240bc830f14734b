using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Negotiations.Contracts.Json;

/// <summary>Writes canonical JSON: members as they come, put in order when their object ends.</summary>
/// <param name="capacity">How many bytes are expected.</param>
internal sealed class CanonicalWriter(int capacity)
{
    private readonly List<Member> members = [];
    private byte[] buffer = new byte[capacity];
    private int length;
    private Member current;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    /// <summary>Writes bytes.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes text.</summary>
    public void Put(ReadOnlySpan<char> text)
    {
        Grow(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    /// <summary>Begins an object; what is returned ends it.</summary>
    public (int Members, Member Outer) Open() => (members.Count, current);

    /// <summary>Begins a member, with its name.</summary>
    public void BeginMember() => current = new Member(length, 0, 0);

    /// <summary>Ends the name of a member.</summary>
    public void EndName()
    {
        current = current with { NameLength = length - current.Start };
        Put(":"u8);
    }

    /// <summary>Ends a member.</summary>
    public void EndMember() => members.Add(current with { Length = length - current.Start });

    /// <summary>Ends an object: its members get their order, and commas between them.</summary>
    public void Close((int Members, Member Outer) open)
    {
        current = open.Outer;
        var own = CollectionsMarshal.AsSpan(members)[open.Members..];
        if (own.Length > 1)
        {
            var from = own[0].Start;
            Grow(own.Length - 1);
            var written = buffer.AsSpan(from, length - from).ToArray();
            own.Sort(new ByName(written, from));
            var at = from;
            foreach (var member in own)
            {
                if (at > from) buffer[at++] = (byte)',';
                written.AsSpan(member.Start - from, member.Length).CopyTo(buffer.AsSpan(at));
                at += member.Length;
            }
            length = at;
        }
        members.RemoveRange(open.Members, members.Count - open.Members);
    }

    private void Grow(int by)
    {
        if (length + by > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + by));
    }

    /// <summary>A member of an object: where it begins, and how long it and its name are.</summary>
    internal readonly record struct Member(int Start, int NameLength, int Length);

    // By UTF-16 code units, which for ASCII are the bytes; of the same name, the first comes first.
    private readonly struct ByName(byte[] written, int from) : IComparer<Member>
    {
        public int Compare(Member left, Member right)
        {
            var first = Quoted(left)[1..^1];
            var second = Quoted(right)[1..^1];
            var order = IsPlain(first) && IsPlain(second) ? first.SequenceCompareTo(second)
                : string.CompareOrdinal(NameOf(left), NameOf(right));
            return order != 0 ? order : left.Start.CompareTo(right.Start);
        }

        private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');

        private string NameOf(Member member)
        {
            var reader = new Utf8JsonReader(Quoted(member));
            reader.Read();
            return reader.GetString()!;
        }

        private ReadOnlySpan<byte> Quoted(Member member) => written.AsSpan(member.Start - from, member.NameLength);
    }
}
