using System.Net.Http.Headers;
using System.Text;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Shared;

/// <summary>Where a sender puts its secret.</summary>
internal abstract record SecretPlace
{
    private const string Authorization = "Authorization";

    private SecretPlace()
    {
    }

    /// <summary>True for places that end in logs of proxies.</summary>
    public virtual bool IsInUrl => false;

    public static SecretPlace Read(ProfileParameters parameters)
    {
        switch (parameters.Choice("in", "header", "bearer", "basic", "query", "path"))
        {
            case "bearer":
                return new InHeader(Authorization, "Bearer ");
            case "basic":
                return new InBasic();
            case "query":
                return new InQuery(parameters.RequireString("name"));
            case "path":
                return new InPath();
            default:
                return new InHeader(parameters.RequireString("header"), parameters.String("prefix", "")!);
        }
    }

    /// <summary>The secret as it was presented.</summary>
    public abstract Reason Find(Delivery delivery, out string? secret);

    /// <summary>A delivery with this secret in its place.</summary>
    public abstract SignedDelivery Put(string secret, ReadOnlyMemory<byte> body);

    private static Reason Once(int times) => times switch { 0 => Reason.SignatureMissing, 1 => Reason.None, _ => Reason.SignatureMalformed };

    /// <param name="Prefix">What precedes it, as in <c>Bearer </c>; in either case.</param>
    private sealed record InHeader(string Header, string Prefix) : SecretPlace
    {
        public override Reason Find(Delivery delivery, out string? secret)
        {
            var reason = Once(delivery.Headers.Read(Header, out var value));
            var fits = reason == Reason.None && value!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
            secret = fits ? value![Prefix.Length..] : null;
            return reason != Reason.None || fits ? reason : Reason.SignatureMalformed;
        }

        public override SignedDelivery Put(string secret, ReadOnlyMemory<byte> body) => new(body, [new(Header, Prefix + secret)]);
    }

    /// <summary>User and password of HTTP Basic, with the colon between them.</summary>
    private sealed record InBasic : SecretPlace
    {
        public override Reason Find(Delivery delivery, out string? secret)
        {
            secret = null;
            var reason = Once(delivery.Headers.Read(Authorization, out var value));
            if (reason != Reason.None)
            {
                return reason;
            }

            var bytes = new byte[SharedSecretScheme.MaxTokenLength];
            var isBasic = value!.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
                && Convert.TryFromBase64Chars(value.AsSpan("Basic ".Length), bytes, out var length)
                && (secret = Encoding.UTF8.GetString(bytes, 0, length)).Contains(':', StringComparison.Ordinal);
            return isBasic ? Reason.None : Reason.SignatureMalformed;
        }

        public override SignedDelivery Put(string secret, ReadOnlyMemory<byte> body) => new(
            body, [new(Authorization, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))).ToString())]);
    }

    private sealed record InQuery(string Parameter) : SecretPlace
    {
        public override bool IsInUrl => true;

        public override Reason Find(Delivery delivery, out string? secret) => Once(delivery.Query.Read(Parameter, out secret));

        public override SignedDelivery Put(string secret, ReadOnlyMemory<byte> body) =>
            new(body, []) { UrlSuffix = $"?{Uri.EscapeDataString(Parameter)}={Uri.EscapeDataString(secret)}" };
    }

    private sealed record InPath : SecretPlace
    {
        public override bool IsInUrl => true;

        public override Reason Find(Delivery delivery, out string? secret)
        {
            secret = delivery.PathSecret;
            return secret is null ? Reason.SignatureMissing : Reason.None;
        }

        public override SignedDelivery Put(string secret, ReadOnlyMemory<byte> body) => new(body, []) { UrlSuffix = "/" + Uri.EscapeDataString(secret) };
    }
}
