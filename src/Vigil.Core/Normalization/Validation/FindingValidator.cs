using FluentValidation;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Validation;

/// <summary>What must hold for every finding, as OCSF 1.8.0 and the stages behind want it: the report of <see cref="FindingRule.All"/>.</summary>
public sealed class FindingValidator : AbstractValidator<DetectionFinding>
{
    private static readonly FindingValidator s_instance = new();

    public FindingValidator()
    {
        foreach (var rule in FindingRule.All)
        {
            RuleFor(f => f).Must(rule.Holds).WithErrorCode(rule.Code);
        }
    }

    /// <summary>Codes of the rules that do not hold; null when all do, which is found out without a report, as it is asked for every record.</summary>
    public static string? ErrorsOf(DetectionFinding finding)
    {
        foreach (var rule in FindingRule.All)
        {
            if (!rule.Holds(finding))
            {
                return string.Join(", ", s_instance.Validate(finding).Errors.Select(e => e.ErrorCode));
            }
        }

        return null;
    }
}
