namespace Negotiations.Service.Deadlines;

/// <summary>Handles <see cref="DeadlineNotice"/>.</summary>
public static class DeadlineNoticeHandler
{
    /// <summary>Logs it for the operators.</summary>
    public static void Handle(DeadlineNotice notice, ILogger<DeadlineNotice> log) =>
        log.LogInformation("Deadline passed: {Negotiation}/{Track}: {Kind} {Thing} was due by {Due}", notice.Negotiation, notice.Track,
            notice.Kind, notice.Thing, notice.Due);
}
