namespace Vigil.Web;

/// <summary>Methods of the HTTP face, the same in every head. Webhooks take any: which one is allowed is for intake to say.</summary>
public static class Methods
{
    public const string Get = "get";
    public const string Post = "post";
}
