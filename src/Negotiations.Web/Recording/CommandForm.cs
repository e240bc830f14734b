using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Web.Recording;

/// <summary>The form of a command, made from its description: the members of its type, and what their doc comments say.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Summary">What it records.</param>
/// <param name="Fields">Its own fields.</param>
/// <param name="Envelope">What every command has.</param>
public sealed record CommandForm(string Name, string Summary, IReadOnlyList<FormField> Fields, IReadOnlyList<FormField> Envelope)
{
    /// <summary>Members that are no fields: the page sets them, or leaves them out.</summary>
    private static readonly HashSet<string> Hidden = ["commandId", "supersedes", "expectedVersion", "negotiation", "ensure"];

    private static readonly HashSet<string> Long = ["text", "summary", "note", "rationale", "reason", "what", "quote", "condition"];
    private static readonly ConcurrentDictionary<Type, CommandForm> Known = new();

    /// <summary>All fields.</summary>
    public IEnumerable<FormField> All => Fields.Concat(Envelope);

    /// <summary>The form of a command.</summary>
    public static CommandForm Of(Type command) => Known.GetOrAdd(command, Make);

    private static CommandForm Make(Type command)
    {
        var fields = MembersOf(command).Where(member => !Hidden.Contains(NameOf(member)))
            .Select(member => (member.DeclaringType, Field: FieldOf(member, NameOf(member)))).OfType<(Type Owner, FormField Field)>();
        var (own, envelope) = (new List<FormField>(), new List<FormField>());
        foreach (var (owner, field) in fields) (owner == command ? own : envelope).Add(field);
        return new CommandForm(command.Name, DocComments.Of(command), own, [.. envelope.OrderBy(field => Array.IndexOf(Order,
            field.Name))]);
    }

    private static readonly string[] Order = ["tracks", "occurred", "report", "note", "attributes", "externalIds", "urls"];

    private static FormField? FieldOf(PropertyInfo member, string path) =>
        FieldOf(member.PropertyType, path, DocComments.Of(member), IsRequired(member));

    private static FormField FieldOf(Type type, string path, string hint, bool isRequired)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var name = path[(path.LastIndexOf('.') + 1)..];
        FormField Field(FieldKind kind, IEnumerable<string>? options = null, IEnumerable<FormField>? parts = null) =>
            new(path, Narrator.Sentence(Words.Plain(name)), hint, kind, isRequired, [.. options ?? []], [.. parts ?? []]);
        if (plain == typeof(string)) return Field(Long.Contains(name) ? FieldKind.LongText : FieldKind.Text);
        if (plain == typeof(Key) || plain == typeof(Guid) || plain == typeof(Measure) || plain == typeof(Reference))
            return Field(FieldKind.Key);
        if (plain == typeof(ActorKey)) return Field(FieldKind.Actor);
        if (plain == typeof(Occurrence)) return Field(FieldKind.Date);
        if (plain == typeof(Quantity)) return Field(FieldKind.Quantity, Enum.GetNames<Basis>().Select(Words.Of));
        if (plain == typeof(ClaimValue)) return Field(FieldKind.Value, Enum.GetNames<Basis>().Select(Words.Of));
        if (plain == typeof(bool)) return Field(FieldKind.Check);
        if (plain == typeof(int) || plain == typeof(long)) return Field(FieldKind.Whole);
        if (plain.IsEnum) return Field(FieldKind.Choice, Enum.GetNames(plain).Select(Words.Of));
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)) return Field(FieldKind.Map);
        return plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? Field(FieldKind.List, parts: [FieldOf(plain.GetGenericArguments()[0], path, "", isRequired: false)])
            : Field(FieldKind.Group, parts: MembersOf(plain).Select(part => FieldOf(part, $"{path}.{NameOf(part)}")!));
    }

    private static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member.SetMethod is not null && member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
        .DistinctBy(member => member.Name);

    private static bool IsRequired(PropertyInfo member) => member.GetCustomAttribute<RequiredMemberAttribute>() is not null
        || (member.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => parameter.Name == member.Name) is { HasDefaultValue: false }
            && new NullabilityInfoContext().Create(member).WriteState != NullabilityState.Nullable);

    private static string NameOf(PropertyInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
