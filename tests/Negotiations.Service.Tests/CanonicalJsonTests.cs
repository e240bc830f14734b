using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Negotiations.Contracts.Json;

namespace Negotiations.Service.Tests;

/// <summary>RFC 8785, with its own examples.</summary>
public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b": 1, "a": [true, null, "x"], "aa": {}}""", """{"a":[true,null,"x"],"aa":{},"b":1}""")]
    [InlineData(
        """{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}""",
        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    [InlineData("""["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"]""", """["€$\u000f\nA'B\"\\\\\"/"]""")]
    [InlineData("[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]", "[333333333.3333333,1e+30,4.5,0.002,1e-27]")]
    [InlineData("[0, -0, -0.0, 6000, 1.0, 1e21, 123456789012345680000, 0.000001, 1e-7, -5.5]",
        "[0,0,0,6000,1,1e+21,123456789012345680000,0.000001,1e-7,-5.5]")]
    public void A_value_has_one_canonical_form(string json, string canonical)
    {
        using var document = JsonDocument.Parse(json);

        Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement).Span).ShouldBe(canonical);
    }

    [Fact]
    public void What_is_made_in_one_pass_is_what_the_parsed_values_say() => Value(3).Sample(value =>
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Indented);
        using var document = JsonDocument.Parse(json);
        var expected = Encoding.UTF8.GetString(SlowCanonicalJson.Of(document.RootElement).Span);

        Encoding.UTF8.GetString(CanonicalJson.Of(json.AsMemory()).Span).ShouldBe(expected);
        Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(expected).AsMemory()).Span).ShouldBe(expected);
    });

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] Odd = ["", "\"", "\\", "\r\n", "€", "😀", "\ufb33", "ö"];

    private static Gen<string> Text => Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 5], Gen.String[Gen.Char['\0', '\u02ff'], 0, 5],
        Gen.OneOf(Odd.Select(Gen.Const).ToArray()));

    private static Gen<JsonNode?> Value(int depth)
    {
        var plain = Gen.OneOf(Text.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Long.Select(number => (JsonNode?)number),
            Gen.Double[-1e25, 1e25].Select(number => (JsonNode?)number), Gen.Bool.Select(value => (JsonNode?)value),
            Gen.Const((JsonNode?)null));
        return depth == 0 ? plain : Gen.OneOf(plain,
            Value(depth - 1).Array[0, 5].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Text, Value(depth - 1)).Array[0, 8].Select(members => (JsonNode?)new JsonObject(members
                .DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone())))));
    }
}
