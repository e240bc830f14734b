using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Tracks: opened, put on hold, resumed and closed.</summary>
public class LifecycleRuleTests
{
    private static readonly OpenTrack Open = new()
    {
        Negotiation = RussiaUkraine,
        Track = Key.Of("prisoners"),
        Title = "Prisoners of war",
        Subject = Subject.Prisoners,
        Level = TrackLevel.One,
    };
    private static readonly SuspendTrack Suspend = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        By = Ru,
        Reason = "Elections",
    };
    private static readonly ResumeTrack Resume = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnTerms,
        Occurred = June2,
        Report = Newspaper,
        Reason = "A new mandate",
    };
    private static readonly CloseTrack Close = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Outcome = TrackOutcome.Merged,
        Reason = "One table",
    };
    private static readonly ChangeTrack Change = new()
    {
        Negotiation = RussiaUkraine,
        Track = OnRemains[0],
        Title = "The fallen",
        Subject = Subject.Remains,
        Level = TrackLevel.One,
    };
    private static readonly TrackSuspended Suspended = new(null, "x");
    private static readonly TrackResumed Resumed = new("x") { Occurred = Occurrence.Of("2025-06-03") };
    private static readonly TrackClosed Closed = new(TrackOutcome.Completed, "x");

    internal static RuleRows Rows => new()
    {
        Given = [Suspended with { Tracks = OnTerms }],
        Accepted =
        [
            new(Open, new TrackOpened("Prisoners of war", Subject.Prisoners, TrackLevel.One)),
            new(Suspend, new TrackSuspended(Ru, "Elections")),
            new(Resume, new TrackResumed("A new mandate")),
            new(Change, new TrackChanged("The fallen", Subject.Remains, TrackLevel.One)),
            new(Close, new TrackClosed(TrackOutcome.Merged, "One table")),
        ],
        Actors = [new("by", actor => Suspend with { By = actor })],
        Texts =
        [
            new("title", 300, text => Open with { Title = text }),
            new("title", 300, text => Change with { Title = text }),
            new("reason", 2_000, text => Suspend with { Reason = text }),
            new("reason", 2_000, text => Resume with { Reason = text }),
            new("reason", 2_000, text => Close with { Reason = text }),
        ],
    };

    [Fact]
    public void A_correction_of_a_track_says_what_changes() =>
        Given().When(Change with { Title = null, Subject = null, Level = null }).ThenRefused("nothing-changes", null, "'title'");

    [Fact]
    public void A_track_is_opened_once() =>
        Given().When(Open with { Track = OnRemains[0] })
            .ThenConflicts("track-exists", "track", "the track 'remains' exists already", "choose another key");

    [Fact]
    public void A_track_needs_no_date_report_or_level() =>
        Given().When(Open with { Level = null }).Then(new TrackOpened("Prisoners of war", Subject.Prisoners, null));

    [Fact]
    public void A_track_that_is_neither_on_hold_nor_closed_cannot_be_resumed()
    {
        Given().When(Resume).ThenConflicts("not-suspended", null, "the track 'terms' is neither suspended nor closed");
        Given(Suspended with { Tracks = OnTerms }, Resumed with { Tracks = OnTerms }).When(Resume)
            .ThenConflicts("not-suspended", null, "'terms'");
    }

    [Fact]
    public void A_track_that_is_closed_may_be_resumed_and_one_that_was_resumed_put_on_hold_again()
    {
        Given(Closed with { Tracks = OnTerms }).When(Resume with { Reason = null }).Then(new TrackResumed(null));
        Given(Suspended, Resumed).When(Suspend with { By = null }).Then(new TrackSuspended(null, "Elections"));
        Given(Suspended).When(Suspend).ThenAccepted();
    }

    [Fact]
    public void A_track_is_closed_once_and_again_after_it_was_resumed()
    {
        Given(Closed).When(Close).ThenConflicts("track-closed", null, "the track 'remains' is closed already");
        Given(Closed, Resumed).When(Close).ThenAccepted();
        Given(Suspended).When(Close).ThenAccepted();
    }

    [Fact]
    public void Each_track_at_fault_is_named()
    {
        var both = Given(Closed, Closed with { Tracks = OnTalks }, Suspended with { Tracks = OnTerms });

        both.When(Close with { Tracks = [OnTerms[0], OnRemains[0], OnTalks[0]] }).Refusals.Select(refusal => refusal.Detail)
            .ShouldBe(["the track 'remains' is closed already", "the track 'talks' is closed already"]);
        Given(Closed).When(Resume with { Tracks = [OnRemains[0], OnTalks[0]] }).ThenConflicts("not-suspended", null, "'talks'");
    }

    [Fact]
    public void A_closure_that_was_found_false_or_is_denied_closes_nothing()
    {
        Given(Closed with { Id = Id(1) }, new FactRetracted(Id(1), "x")).When(Close).ThenAccepted();
        Given(Closed with { Id = Id(1) }, new FactDenied(Id(1), "x")).When(Close).ThenAccepted();
    }
}
