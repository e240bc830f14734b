using Negotiations.Service.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>The files that several hosts add lines to.</summary>
public sealed class LineFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-lines-");

    private string Name => Path.Combine(folder.FullName, "lines");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Lines_that_several_hosts_add_at_once_are_all_there()
    {
        LineFile[] hosts = [.. Enumerable.Range(0, 4).Select(_ => new LineFile(Name))];

        Parallel.For(0, 100, i => hosts[i % hosts.Length].Alone(() =>
        {
            hosts[i % hosts.Length].Add(System.Text.Encoding.ASCII.GetBytes($"line {i}"));
            return i;
        }));

        new LineFile(Name).Read(0, long.MaxValue).Select(line => line.Line).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 100).Select(i => $"line {i}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("one\ntwo\nthr", "one two new")]
    [InlineData("one", "new")]
    [InlineData("", "new")]
    [InlineData("one\n", "one new")]
    public void What_is_left_of_a_line_counts_for_nothing_and_is_cut_off(string left, string expected)
    {
        File.WriteAllText(Name, left);
        var file = new LineFile(Name);
        file.Read(0, file.Length).Select(line => $"{line.Line} ").ShouldBe(expected.Split(' ')[..^1].Select(line => $"{line} "));

        file.Add("new"u8.ToArray());

        file.Read(0, file.Length).Select(line => line.Line).ShouldBe(expected.Split(' '));
        file.Read(0, file.Length).Last().End.ShouldBe(file.Length);
    }
}
