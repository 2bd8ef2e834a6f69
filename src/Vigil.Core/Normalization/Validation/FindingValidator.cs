using FluentValidation;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Validation;

/// <summary>What must hold for every finding, as OCSF 1.8.0 and the stages behind want it. The error codes are stable: they stand in dead letters.</summary>
public sealed class FindingValidator : AbstractValidator<DetectionFinding>
{
    /// <summary>Milliseconds: 1973 to 5138. Anything else was no time in ms.</summary>
    private const long EarliestTime = 100_000_000_000;
    private const long LatestTime = 100_000_000_000_000;

    private static readonly FindingValidator s_instance = new();

    public FindingValidator()
    {
        RuleFor(f => f.ClassUid).Equal(OcsfClass.DetectionFinding).WithErrorCode("class");
        RuleFor(f => f.ActivityId).InclusiveBetween(OcsfClass.ActivityCreate, OcsfClass.ActivityClose).WithErrorCode("activity");
        RuleFor(f => f.TypeUid).Must((f, type) => type == OcsfClass.TypeUid(f.ClassUid, f.ActivityId)).WithErrorCode("type");
        RuleFor(f => f.SeverityId).InclusiveBetween(0, 6).WithErrorCode("severity");
        RuleFor(f => f.Time).InclusiveBetween(EarliestTime, LatestTime).WithErrorCode("time");
        RuleFor(f => f.FindingInfo).Must(i => !string.IsNullOrWhiteSpace(i.Title)).WithErrorCode("title-missing");
        RuleFor(f => f.FindingInfo).Must(i => i.Title is null || i.Title.Length <= FindingLimits.Title).WithErrorCode("title-too-long");
        RuleFor(f => f.Metadata).Must(m => m.Version == OcsfClass.SchemaVersion).WithErrorCode("schema-version");
        RuleFor(f => f.Metadata).Must(m => !string.IsNullOrEmpty(m.Product.Name)).WithErrorCode("product");
        RuleFor(f => f.RawDataHash).NotNull().WithErrorCode("digest");
        RuleFor(f => f.Vulnerabilities).Must(AllStay).WithErrorCode("vulnerability");
        RuleFor(f => f.Evidences).Must(AllStay).WithErrorCode("evidence");
        RuleFor(f => f.Resources).Must(AllStay).WithErrorCode("resource");
        RuleFor(f => f.Observables).Must(o => o is null || o.Count <= FindingLimits.ListItems).WithErrorCode("observables");
    }

    /// <summary>Code of the first rule that does not hold, or null.</summary>
    public static string? FirstError(DetectionFinding finding)
    {
        var result = s_instance.Validate(finding);
        return result.IsValid ? null : result.Errors[0].ErrorCode;
    }

    private static bool AllStay<T>(List<T>? items)
        where T : class
    {
        foreach (var item in items ?? [])
        {
            if (!OcsfShape.Of(typeof(T)).Complete(item))
            {
                return false;
            }
        }

        return true;
    }
}
