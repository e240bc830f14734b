using Negotiations.Store.Index;

namespace Negotiations.Service.Tests;

/// <summary>Texts and queries as search sees them.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Maria Zakharova, said: “Peace”.", "maria zakharova said peace")]
    [InlineData("Łódź Ørsted Đoković Erdoğan İstanbul Kırşehir Muñoz Straße",
        "lodz orsted dokovic erdogan istanbul kirsehir munoz strasse")]
    [InlineData("Ёлка, Йод, Київ, Ґудзик", "елка иод киів гудзик")]
    [InlineData("e\u0301te\u0301, и\u0306", "ete и")]
    [InlineData("أحمد إلى آخر ٱلله مُحَمَّد مـحـمـد", "احمد الي اخر الله محمد محمد")]
    [InlineData("6,057 and 12.000 and 1\u00A0200\u202F300 and 1,5 and 2 339", "6057 and 12000 and 1200300 and 1 5 and 2 339")]
    [InlineData("٦٬٠٥٧", "6057")]
    [InlineData("2025-06-02, ru-ua, ru/putin, O’Brien, Мар'яна, soft\u00ADhyphen", "2025 06 02 ru ua ru putin obrien маряна softhyphen")]
    [InlineData("':*!%|( \ud800 🕊", "")]
    public void Text_is_folded(string text, string folded) => SearchText.Fold(text).ShouldBe(folded);

    [Theory]
    [InlineData("zakharo", "'zakharo':*")]
    [InlineData("6,057", "'6057'")]
    [InlineData("prisoner -children", "'prisoner':* & !('children':*)")]
    [InlineData("\"Term  Sheet\" or memo", "('term' <-> 'sheet') | 'memo':*")]
    [InlineData("ru-ua or -\"not this\"", "('ru' <-> 'ua':*) | !('not' <-> 'this')")]
    [InlineData("or or x or", "'x':*")]
    [InlineData("\"unclosed phrase", "('unclosed' <-> 'phrase')")]
    [InlineData("':*!&|( -- \"\" or <->", null)]
    public void A_query_becomes_one_of_the_database(string query, string? expected) =>
        SearchQuery.Of(query).ShouldBe(expected);
}
