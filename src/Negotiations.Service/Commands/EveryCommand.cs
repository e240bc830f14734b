using Negotiations.Domain.Commands;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Sends every command to the one handler, whatever its type.</summary>
internal sealed class EveryCommand : IHandledTypeRule
{
    public bool TryFindHandledType(Type concreteType, out Type handlerType)
    {
        handlerType = typeof(Command);
        return typeof(Command).IsAssignableFrom(concreteType);
    }
}
