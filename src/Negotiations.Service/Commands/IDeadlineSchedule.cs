using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Follows the dates that recorded facts set.</summary>
public interface IDeadlineSchedule
{
    /// <summary>
    /// Schedules a look at each date that was added, and gives notice of those that passed; both are sent with what is saved.
    /// </summary>
    /// <param name="changed">The tracks to which something was appended, before and after.</param>
    /// <param name="appended">The facts that were appended.</param>
    /// <param name="bus">What is to be sent.</param>
    /// <param name="now">The instant.</param>
    Task Update(IEnumerable<(Track Before, Track After)> changed, IReadOnlyCollection<Fact> appended, IMessageContext bus,
        DateTimeOffset now);
}
