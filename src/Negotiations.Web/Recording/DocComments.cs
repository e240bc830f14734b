using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Negotiations.Web.Recording;

/// <summary>The doc comments of the domain, from the file that lies beside its assembly; without the file, forms have no hints.</summary>
public static partial class DocComments
{
    private static readonly FrozenDictionary<string, XElement> Members = Read();

    /// <summary>What a type is.</summary>
    public static string Of(Type type) => Text(Find($"T:{type?.FullName}")?.Element("summary"));

    /// <summary>What a member is.</summary>
    public static string Of(PropertyInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var type = member.DeclaringType!.FullName;
        return Text(Find($"P:{type}.{member.Name}")?.Element("summary")
            ?? Find($"T:{type}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == member.Name));
    }

    private static XElement? Find(string name) => Members.GetValueOrDefault(name);

    private static string Text(XElement? element) => element is null ? "" : Spaces.Replace(element.Value, " ").Trim();

    private static FrozenDictionary<string, XElement> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Negotiations.Domain.xml");
        return (File.Exists(file) ? XDocument.Load(file).Descendants("member") : [])
            .Where(member => member.Attribute("name") is not null)
            .GroupBy(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
            .ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces { get; }
}
