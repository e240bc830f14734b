using System.Text;
using Negotiations.Store.Log;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>What stands in the log for ever: a leaf that is made otherwise later would contradict what was signed.</summary>
public sealed class LogEntryTests
{
    private static readonly EventRow Row = new("russia-ukraine/remains", 3, 7, new Guid("01972f40-0000-7000-8000-000000000001"),
        "talks_held", """{"id": "x"}"""u8.ToArray(), "ab", false, """{"chain": "ab"}"""u8.ToArray(),
        new DateTimeOffset(2025, 6, 2, 12, 0, 0, TimeSpan.Zero), "desk", null);

    [Fact]
    public void An_event_is_logged_in_this_form() => Text(Row).ShouldBe(
        "{\"chain\":\"ab\","
        + "\"content\":\"5e2b92cc57ce618dfbb54844a31775e4b95c6fb552ee6bf5a068133c12d2ad90\","
        + "\"event\":\"01972f40-0000-7000-8000-000000000001\","
        + "\"headers\":\"e540a26cf92099eb07219242505906fc7a6d36f1bc3d72d3228ecf758ae26ca9\","
        + "\"kind\":\"fact\",\"position\":7,\"recordedAt\":\"2025-06-02T12:00:00Z\",\"recordedBy\":\"desk\","
        + "\"stream\":\"russia-ukraine/remains\",\"type\":\"talks_held\",\"version\":3}");

    [Fact]
    public void Whoever_recorded_it_may_have_any_name() =>
        Text(Row with { RecordedBy = "Бюро \"A\" <x>" }).ShouldContain("\"recordedBy\":\"Бюро \\\"A\\\" <x>\"");

    private static string Text(EventRow row) => Encoding.UTF8.GetString(LogEntry.Of(row, """{"id":"x"}"""u8.ToArray()).Json);
}
