namespace Vigil.Core.Incidents.Members;

/// <summary>What adding a finding to its incident came to.</summary>
public enum MemberPut
{
    Created,
    Renewed,
    Unchanged,
}
