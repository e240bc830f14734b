using System.Text.Json.Nodes;
using Negotiations.Domain.Catalog;
using Negotiations.Web.Recording;

namespace Negotiations.Web.Tests;

/// <summary>The form of every command, and what it says when it is filled in.</summary>
public sealed class FormTests
{
    private static readonly string[] SetByThePage = ["command", "commandId", "supersedes", "expectedVersion", "negotiation"];

    public static TheoryData<string> Examples => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "examples.ndjson"))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_form_filled_in_with_a_command_says_that_command(string example)
    {
        var json = JsonNode.Parse(example)!.AsObject();
        var command = FactTypes.All.Single(type => type.Command.Name == json["command"]!.ToString()).Command;
        foreach (var member in SetByThePage) json.Remove(member);

        var form = CommandForm.Of(command);
        var said = FormJson.Read(form.All, FormJson.Fill(form.All, json));

        Plain(said).ShouldBe(Plain(json));
    }

    [Fact]
    public void Every_field_has_a_hint_and_an_address_of_its_own()
    {
        foreach (var command in FactTypes.All.Select(type => type.Command))
        {
            var fields = CommandForm.Of(command).All.SelectMany(Inner).ToArray();
            fields.Select(field => field.Path).ShouldBeUnique(command.Name);
            fields.Where(field => field.Hint is "" && !field.Path.Contains('[', StringComparison.Ordinal)).Select(field => field.Path)
                .ShouldBeEmpty(command.Name);
        }
    }

    [Fact]
    public void What_is_left_empty_is_left_out_and_what_is_no_number_is_left_to_the_rules()
    {
        var form = CommandForm.Of(FactTypes.All.Single(type => type.Command.Name == "RecordExchangeAgreement").Command);
        var values = new Dictionary<string, string>
        {
            ["exchange"] = " e-1 ",
            ["legs[1].leg"] = "a-b",
            ["legs[1].quantity.form"] = "value",
            ["legs[1].quantity.first"] = "many",
            ["quantity.form"] = "between",
            ["quantity.first"] = "1,000",
            ["quantity.second"] = "2000",
        };

        FormJson.Read(form.All, values).ToJsonString()
            .ShouldBe("""{"exchange":"e-1","legs":[{"leg":"a-b","quantity":{"value":"many"}}],"quantity":{"between":[1000,2000]}}""");
    }

    private static IEnumerable<FormField> Inner(FormField field) => field.Kind == FieldKind.Group ? field.Parts.SelectMany(Inner) : [field];

    // Numbers have two forms, and the order of members says nothing.
    private static string Plain(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } whole when whole.ContainsKey("value") => Plain(whole["value"]),
        JsonObject members => string.Join(",", members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{member.Key}:({Plain(member.Value)})")),
        JsonArray items => $"[{string.Join(",", items.Select(Plain))}]",
        null => "",
        _ => node.ToString(),
    };
}
