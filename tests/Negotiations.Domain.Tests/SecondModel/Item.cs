namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Something that was to be kept.</summary>
/// <param name="IsOpen">Whether it is still to be kept.</param>
/// <param name="HasKept">Whether some of it was kept.</param>
/// <param name="IsGone">Whether it was given up or ran out.</param>
internal sealed record Item(bool IsOpen, bool HasKept, bool IsGone);
