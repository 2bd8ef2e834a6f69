namespace Vigil.Core.Normalization.Targets;

/// <summary>How an object begins and what OCSF demands of it.</summary>
internal sealed record ObjectRule(Func<object> Create, Func<object, bool> Complete)
{
    public static ObjectRule For<T>(Func<T> create, Func<T, bool> complete)
        where T : class => new(create, target => complete((T)target));
}
