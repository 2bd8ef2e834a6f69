using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Conditions;

/// <summary>Something that holds for a record, or does not. Looking marks nothing as read.</summary>
internal abstract class Condition
{
    public abstract bool Holds(Scope scope);

    internal sealed class AllOf(IReadOnlyList<Condition> parts) : Condition
    {
        public override bool Holds(Scope scope)
        {
            foreach (var part in parts)
            {
                if (!part.Holds(scope))
                {
                    return false;
                }
            }

            return true;
        }
    }

    internal sealed class AnyOf(IReadOnlyList<Condition> parts) : Condition
    {
        public override bool Holds(Scope scope)
        {
            foreach (var part in parts)
            {
                if (part.Holds(scope))
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal sealed class Not(Condition part) : Condition
    {
        public override bool Holds(Scope scope) => !part.Holds(scope);
    }

    /// <summary>One of the values matches; without a matcher, there is one at all.</summary>
    internal sealed class Some(ValueSource source, Func<string, bool>? matches) : Condition
    {
        public override bool Holds(Scope scope) => source.MayGive(scope) && source.Feed(scope, new MatchSink(scope.State, matches));
    }
}
