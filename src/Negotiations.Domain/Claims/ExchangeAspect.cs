namespace Negotiations.Domain.Claims;

/// <summary>What is counted of an exchange.</summary>
public enum ExchangeAspect
{
    /// <summary>What it promises.</summary>
    Agreed,

    /// <summary>What was handed over.</summary>
    Delivered,
}
