using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Service.Sealing;

namespace Negotiations.Service.Tests;

/// <summary>Names are known in whatever spelling a person would still read them.</summary>
public sealed class LookAlikeTests(SharedService shared) : IClassFixture<SharedService>
{
    [Theory]
    [InlineData("李娜", "Asked by the aunt of 李娜")]
    [InlineData("李娜", "Asked by the aunt of 李\u200B娜")]
    [InlineData("李娜", "about 李 娜")]
    [InlineData("Lee Ann", "for LEE ANN")]
    [InlineData("Lee Ann", "for ＬＥＥ ＡＮＮ")]
    [InlineData("Lee Ann", "for Leeann")]
    [InlineData("Lee Ann", "for Ann")]
    [InlineData("Lee Ann", "for 𝐋𝐞𝐞 𝐀𝐧𝐧")]
    [InlineData("José Núñez", "Jose\u0301 asked")]
    [InlineData("José Núñez", "JOSE asked")]
    [InlineData("José Núñez", "N\u00ADu\u0301n\u0303e\u0301z asked")]
    [InlineData("Anna Petrova", "Рetrоvа asked")]
    [InlineData("Anna Petrova", "P-e-t-r-o-v-a asked")]
    [InlineData("Strauß", "STRAUSS asked")]
    [InlineData("김민준", "김민준 asked")]
    [InlineData("Ёлкина", "ЕЛКИНА")]
    public void A_reason_that_holds_a_name_is_known(string name, string reason) => SealedNames.Tells(reason, ["Zo Qu", name])
        .ShouldBeTrue();

    [Theory]
    [InlineData("Lee Ann", "Family tracing, case 12 of the leeward annexe")]
    [InlineData("J. Ann", "Shown to J. at the agency")]
    [InlineData("李娜", "李 asked")]
    [InlineData("Ng", "Family tracing")]
    public void Another_reason_is_not_taken_for_one(string name, string reason) => SealedNames.Tells(reason, [name]).ShouldBeFalse();

    [Theory]
    [InlineData("Local", "invalid-name")]
    [InlineData("lосаl", "invalid-name")]
    [InlineData("SYSTEM", "invalid-name")]
    [InlineData("-.-", "invalid-name")]
    [InlineData("desk-editor1 ", "invalid-name")]
    [InlineData(" desk-editor1", "invalid-name")]
    [InlineData("desk-\u0435ditor1", "name-taken")]
    [InlineData("Desk-Editor1", "name-taken")]
    [InlineData("desk editor1", "name-taken")]
    [InlineData("desk-ｅditor1", "name-taken")]
    public async Task A_key_is_not_called_what_reads_as_another(string name, string code)
    {
        using var client = shared.Service.CreateClient();
        await Make("desk-editor1");

        var (status, problem) = await Make(name);

        (status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict).ShouldBeTrue($"{status}");
        problem.At("code").ShouldBe(code);

        async Task<(HttpStatusCode, JsonObject)> Make(string called) => await client.Send(HttpMethod.Post, "/keys",
            new JsonObject { ["name"] = called, ["grants"] = new JsonArray("reader") });
    }
}
