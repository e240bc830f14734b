using System.Collections.Frozen;

namespace Negotiations.Store.Index;

/// <summary>
/// Letters that search takes for others: those with a mark for the plain one, ligatures for their letters, forms of a letter for the usual
/// one. A table, as the service runs without the platform's data on characters. A change needs a new index.
/// </summary>
internal static class FoldedLetters
{
    // First what is found, then the letters that are taken for it; all of them small.
    private const string Table =
        """
        a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
        ae æǣǽ
        b ḃḅḇɓ
        c çćĉċčḉ
        d ðďđḋḍḏḑḓɗ
        e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
        f ƒḟ
        ff ﬀ
        fi ﬁ
        fl ﬂ
        g ĝğġģǧǵḡ
        h ĥħȟḣḥḧḩḫẖ
        i ìíîïĩīĭįİıǐȉȋḭḯỉị
        ij ĳ
        j ĵǰ
        k ķĸƙǩḱḳḵ
        l ĺļľŀłḷḹḻḽ
        m ḿṁṃ
        n ñńņňŋǹṅṇṉṋ
        o òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ
        oe œ
        p ṕṗ
        r ŕŗřȑȓṙṛṝṟ
        s śŝşšſșṡṣṥṧṩẛ
        ss ß
        t ţťŧțṫṭṯṱẗ
        th þ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        v ṽṿ
        w ŵẁẃẅẇẉẘ
        x ẋẍ
        y ýÿŷȳẏẙỳỵỷỹ
        z źżžẑẓẕ
        α ά
        ε έ
        η ή
        ι ίϊΐ
        ο ό
        σ ς
        υ ύϋΰ
        ω ώ
        а ӑӓ
        г ѓґғ
        е ѐёӗ
        ж җӂӝ
        з ҙӟ
        и йѝӣӥ
        к ќқҡ
        н ң
        о ӧ
        с ҫ
        у ўӯӱӳ
        х ҳ
        ч ӵ
        ы ӹ
        э ӭ
        і ї
        ا آأإٱ
        و ؤ
        ي ئىی
        ك ک
        ه ة
        """;

    private static readonly FrozenDictionary<char, string> Plain =
        (from line in Table.Split('\n')
         let parts = line.Trim().Split(' ')
         from letter in parts[1]
         select KeyValuePair.Create(letter, parts[0])).ToFrozenDictionary();

    /// <summary>What is found for a small letter; null for the letter itself.</summary>
    public static string? Of(char letter) => Plain.GetValueOrDefault(letter);
}
